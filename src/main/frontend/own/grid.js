// The guide over time: the line of this moment, arrow keys between programmes, and the panel with what is told of one.
(() => {
  'use strict';

  function place() {
    document.querySelectorAll('.grid-wrap').forEach((wrap) => {
      const begins = Number(wrap.dataset.begins);
      const share = (Date.now() / 1000 - begins) / (Number(wrap.dataset.ends) - begins);
      const name = wrap.querySelector('thead th');
      let line = wrap.querySelector('.now-line');
      if (share < 0 || share > 1 || !name || getComputedStyle(name).display === 'none') {
        if (line) line.remove();
        return;
      }
      if (!line) {
        line = document.createElement('div');
        line.className = 'now-line';
        line.setAttribute('aria-hidden', 'true');
        wrap.append(line);
      }
      const table = wrap.querySelector('table');
      line.style.left = `${name.offsetWidth + share * (table.offsetWidth - name.offsetWidth)}px`;
      line.style.height = `${table.offsetHeight}px`;
    });
  }

  // Up and down to the programme that is on at the same time, left and right to the one before and after.
  function towards(link, key) {
    const cell = link.closest('td');
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const all = [...cell.parentElement.querySelectorAll('a')];
      return all[all.indexOf(link) + (key === 'ArrowLeft' ? -1 : 1)];
    }
    const middle = cell.getBoundingClientRect();
    const x = middle.left + Math.min(middle.width / 2, 20);
    const rows = [...cell.closest('tbody').rows];
    const step = key === 'ArrowUp' ? -1 : 1;
    for (let at = rows.indexOf(cell.parentElement) + step; rows[at]; at += step) {
      const found = [...rows[at].querySelectorAll('td a')].find((each) => {
        const box = each.closest('td').getBoundingClientRect();
        return box.left <= x && box.right > x;
      });
      if (found) return found;
    }
    return undefined;
  }

  document.addEventListener('keydown', (event) => {
    const link = event.target.closest && event.target.closest('.schedule td a');
    if (!link || !/^Arrow/.test(event.key)) return;
    const next = towards(link, event.key);
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });

  document.addEventListener('htmx:afterSwap', (event) => {
    const dialog = event.detail.target.closest('[data-dialog]');
    if (dialog && !dialog.open) dialog.showModal();
    place();
  });
  // A click beside the panel closes it, as Escape does.
  document.addEventListener('click', (event) => {
    if (event.target.matches('dialog[data-dialog]')) event.target.close();
  });

  document.addEventListener('DOMContentLoaded', place);
  addEventListener('load', place); // logos and fonts are there now
  addEventListener('resize', place);
  setInterval(place, 20_000);
})();
