// Takes words that are selected in a text as positions in code points, and remembers who signs. Forms work without it.
'use strict';
(() => {
  const length = (text) => [...text].length;
  document.querySelectorAll('[data-choose]').forEach((choice) => {
    const text = choice.querySelector('textarea');
    const form = choice.closest('form');
    const more = choice.querySelector('[data-more]');
    const said = choice.querySelector('output');
    choice.querySelector('.takes').hidden = false;
    text.addEventListener('beforeinput', (event) => event.preventDefault()); // readonly would keep the keyboard out
    more.setAttribute('aria-pressed', 'false');
    more.addEventListener('click', () => {
      more.setAttribute('aria-pressed', String(more.getAttribute('aria-pressed') !== 'true'));
    });
    choice.querySelectorAll('[data-take]').forEach((button) => button.addEventListener('click', () => {
      const role = button.dataset.take;
      const selected = text.value.slice(text.selectionStart, text.selectionEnd);
      if (!selected.trim()) {
        said.value = 'Select some words first.';
        return;
      }
      const lead = selected.length - selected.trimStart().length;
      const start = Number(text.dataset.start) + length(text.value.slice(0, text.selectionStart + lead));
      const span = `${start}-${start + length(selected.trim())}`;
      const own = form.elements[role];
      const into = own || form.elements.value;
      const adds = more.getAttribute('aria-pressed') === 'true' && into.value;
      if (!own) form.elements.field.value = role;
      if (role === 'block') into.value = `body ${span}`;
      else into.value = adds ? `${into.value};${span}` : span;
      more.setAttribute('aria-pressed', 'false');
      said.value = `${role}: ${selected.trim().slice(0, 80)}`;
      into.focus();
    }));
  });
  document.querySelectorAll('[data-keep]').forEach((input) => {
    const key = `onrecord-${input.dataset.keep}`;
    try {
      input.value = input.value || localStorage.getItem(key) || '';
      input.form.addEventListener('submit', () => localStorage.setItem(key, input.value));
    } catch { /* a browser that keeps nothing */ }
  });
})();
