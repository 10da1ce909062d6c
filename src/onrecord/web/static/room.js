// Joins the words of a statement with its card: hover or focus of one shows all. The room works without it.
'use strict';
(() => {
  const parts = document.querySelectorAll('[data-s]');
  if (!parts.length) return;
  const of = (element) => element.dataset.s.split(' ');
  const clear = () => document.querySelectorAll('.on[data-s]').forEach((part) => part.classList.remove('on'));
  const show = (element, follow) => {
    clear();
    const numbers = of(element);
    const last = numbers[numbers.length - 1];
    parts.forEach((part) => part.classList.toggle('on', of(part).includes(last)));
    const card = document.getElementById('s' + last);
    if (follow && card && card.closest('.long')) card.scrollIntoView({ block: 'nearest' });
  };
  parts.forEach((part) => {
    const isCard = part.classList.contains('card');
    part.addEventListener('mouseenter', () => show(part, !isCard));
    part.addEventListener('mouseleave', clear);
    part.addEventListener('focusin', () => show(part, !isCard));
    part.addEventListener('focusout', clear);
  });
})();
