// Joins words with their card, lets bars be brushed, copies citations. Every room works without it.
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

// Dragging over bars asks for the days from the first to the last of them; one bar alone is a link.
(() => {
  document.querySelectorAll('svg.bars').forEach((svg) => {
    const links = svg.querySelectorAll('a[data-since]');
    if (!links.length) return;
    const bars = [...svg.querySelectorAll('[data-since]')];
    let first = null;
    let last = null;
    const at = (event) => {
      const box = svg.getBoundingClientRect();
      const n = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
      return Math.max(0, Math.min(bars.length - 1, n));
    };
    const paint = () => bars.forEach((bar, n) => {
      const on = first !== null && n >= Math.min(first, last) && n <= Math.max(first, last);
      bar.querySelector('.bar-of').classList.toggle('on', on);
    });
    svg.addEventListener('dragstart', (event) => event.preventDefault());
    svg.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || event.pointerType === 'touch') return;
      first = last = at(event);
      paint();
    });
    window.addEventListener('pointermove', (event) => {
      if (first === null) return;
      last = at(event);
      paint();
    });
    window.addEventListener('pointerup', () => {
      if (first === null) return;
      const [from, until] = [Math.min(first, last), Math.max(first, last)];
      first = null;
      paint();
      if (from === until) return;
      const address = new URL(links[0].href.baseVal, window.location);
      address.searchParams.set('from', bars[from].dataset.since);
      address.searchParams.set('until', bars[until].dataset.until);
      window.location = address;
    });
  });
})();

// A button beside what is to be taken away as it stands.
(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll('[data-copy]').forEach((box) => {
    const words = box.textContent;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet copy';
    button.textContent = 'Copy';
    button.addEventListener('click', () => navigator.clipboard.writeText(words).then(() => {
      button.textContent = 'Copied';
    }));
    box.prepend(button);
  });
})();
