// What pages do beyond plain forms and links: live parts, confirmations, copying, uploads, the menu of small screens.
(() => {
  'use strict';

  // For the guide, whose times are this browser's.
  document.cookie = `masthead-zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; Path=/; SameSite=Strict; Max-Age=31536000`;

  const token = () => {
    try { return JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRF-Token'] || ''; } catch { return ''; }
  };

  function tell(text, good) {
    const place = document.getElementById('notices');
    if (!place) return;
    const notice = document.createElement('div');
    notice.className = `notice ${good ? 'is-good' : 'is-bad'}`;
    const words = document.createElement('p');
    words.textContent = text;
    notice.append(words);
    place.replaceChildren(notice);
  }

  // A part that moves: each event is its new HTML, put in without losing the focus or an open <details>.
  const moving = new Map();

  function follow(part) {
    let source;
    const open = () => {
      if (source || document.hidden) return;
      source = new EventSource(part.dataset.events);
      source.addEventListener('part', (event) => {
        Idiomorph.morph(part, event.data, {
          morphStyle: 'innerHTML',
          ignoreActiveValue: true,
          callbacks: { beforeAttributeUpdated: (name, node) => !(name === 'open' && node.tagName === 'DETAILS') },
        });
        htmx.process(part);
      });
      source.addEventListener('over', () => location.reload());
      source.onerror = () => part.setAttribute('data-stale', '');
      source.onopen = () => part.removeAttribute('data-stale');
    };
    const close = () => {
      if (source) source.close();
      source = undefined;
    };
    open();
    moving.set(part, { open, close });
  }

  // Parts come and go with what htmx puts in.
  function followAll() {
    moving.forEach((stream, part) => {
      if (part.isConnected) return;
      stream.close();
      moving.delete(part);
    });
    document.querySelectorAll('[data-events]').forEach((part) => { if (!moving.has(part)) follow(part); });
  }

  // A page nobody sees holds no connection.
  document.addEventListener('visibilitychange', () => {
    moving.forEach((stream) => (document.hidden ? stream.close() : stream.open()));
  });
  addEventListener('pagehide', () => moving.forEach((stream) => stream.close()));

  async function upload(form) {
    const file = form.querySelector('input[type=file]').files[0];
    const button = form.querySelector('button');
    if (!file) return;
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.action, { method: 'PUT', body: file, headers: { 'X-CSRF-Token': token() } });
      const where = answer.headers.get('X-Goto');
      if (where) {
        location.assign(where);
        return;
      }
      tell(answer.ok ? 'Done.' : `The upload was refused (${answer.status}).`, answer.ok);
    } catch {
      tell('The upload did not get through.', false);
    }
    button.disabled = false;
    button.removeAttribute('aria-busy');
  }

  async function copy(button) {
    const text = document.getElementById(button.dataset.copy).textContent.trim();
    const label = button.querySelector('span');
    const before = label.textContent;
    try {
      await navigator.clipboard.writeText(text);
      label.textContent = 'Copied';
    } catch {
      // Without TLS browsers give no clipboard: select it, so that a key does it.
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
      label.textContent = 'Selected: press Ctrl+C';
    }
    setTimeout(() => { label.textContent = before; }, 2500);
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    const question = (event.submitter && event.submitter.dataset.ask) || form.dataset.ask;
    if (question && !confirm(question)) {
      event.preventDefault();
      return;
    }
    if (form.hasAttribute('data-upload')) {
      event.preventDefault();
      upload(form);
      return;
    }
    if (form.method === 'post') {
      // Once: an import takes a while, and a second one would only wait for it.
      const button = event.submitter;
      if (button) setTimeout(() => { button.setAttribute('aria-busy', 'true'); button.disabled = true; });
    }
  });

  document.addEventListener('click', (event) => {
    const menu = event.target.closest('[data-menu]');
    if (menu) {
      const open = menu.getAttribute('aria-expanded') !== 'true';
      menu.setAttribute('aria-expanded', String(open));
      document.getElementById('menu').classList.toggle('is-open', open);
    }
    const copying = event.target.closest('[data-copy]');
    if (copying) copy(copying);
    const shown = event.target.closest('[data-show]');
    if (shown) {
      const field = document.getElementById(shown.dataset.show);
      field.type = field.type === 'password' ? 'text' : 'password';
      shown.setAttribute('aria-pressed', String(field.type === 'text'));
    }
    const all = event.target.closest('[data-tick-all]');
    if (all) {
      document.querySelectorAll('[data-tick]').forEach((box) => { box.checked = all.checked; });
      counted();
    }
    if (event.target.closest('[data-tick]')) counted();
    const chosen = event.target.closest('[data-fill]');
    if (chosen) document.getElementById(chosen.dataset.fill).value = chosen.dataset.value;
  });

  // How many rows are ticked, and whether there is anything to do with them.
  function counted() {
    const many = document.querySelectorAll('[data-tick]:checked').length;
    document.querySelectorAll('[data-ticked]').forEach((bar) => { bar.hidden = many === 0; });
    document.querySelectorAll('[data-ticked-count]').forEach((place) => { place.textContent = many; });
  }

  // Many ticks in one field: it holds the values of those that are ticked, with commas between, also of those not shown now.
  const held = (field) => new Set(field.value.split(',').filter(Boolean));

  function hold(field, change) {
    const values = held(field);
    change(values);
    field.value = [...values].join(',');
    showHeld();
  }

  function showHeld() {
    document.querySelectorAll('[data-in-count]').forEach((place) => {
      place.textContent = held(document.getElementById(place.dataset.inCount)).size;
    });
    document.querySelectorAll('input[data-in]').forEach((box) => {
      box.checked = held(document.getElementById(box.dataset.in)).has(box.value);
    });
  }

  document.addEventListener('input', (event) => {
    const box = event.target.closest('input[data-in]');
    if (box) hold(document.getElementById(box.dataset.in), (values) => (box.checked ? values.add(box.value) : values.delete(box.value)));
  }, true);

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-in-all], [data-in-none]');
    if (!button) return;
    const all = button.hasAttribute('data-in-all');
    hold(document.getElementById(all ? button.dataset.inAll : button.dataset.inNone), (values) => {
      button.dataset.values.split(',').filter(Boolean).forEach((each) => (all ? values.add(each) : values.delete(each)));
    });
    const some = document.getElementById('some');
    if (all && some) some.checked = true;
  });

  // Rows with an order: dragged to another place; the buttons in the row do the same.
  let dragged;
  const overRow = (event) => dragged && event.target.closest && event.target.closest('tr[data-move]');
  function unmark() {
    document.querySelectorAll('.is-above, .is-below').forEach((row) => row.classList.remove('is-above', 'is-below'));
  }
  document.addEventListener('dragstart', (event) => {
    dragged = event.target.closest && event.target.closest('tr[data-move]');
    if (!dragged) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', '');
  });
  document.addEventListener('dragover', (event) => {
    const row = overRow(event);
    if (!row || row === dragged) return;
    event.preventDefault();
    unmark();
    row.classList.add(Number(row.dataset.place) < Number(dragged.dataset.place) ? 'is-above' : 'is-below');
  });
  document.addEventListener('drop', (event) => {
    const row = overRow(event);
    if (!row || row === dragged) return;
    event.preventDefault();
    htmx.ajax('POST', dragged.dataset.move, {
      source: dragged, target: '#list', values: { to: row.dataset.place, from: dragged.dataset.from },
    });
  });
  document.addEventListener('dragend', () => {
    dragged = undefined;
    unmark();
  });

  document.addEventListener('change', (event) => {
    const form = event.target.closest('form[data-send-on-change]');
    if (form) form.requestSubmit();
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      const search = document.querySelector('input[type=search]');
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
    if (event.key === 'Enter' && event.target.matches('[data-no-send]')) event.preventDefault();
    if (event.key === 'Escape') {
      const cancel = document.querySelector('[data-cancel]');
      if (cancel && cancel.closest('tr').contains(document.activeElement)) cancel.click();
    }
  });

  document.addEventListener('htmx:afterSwap', (event) => {
    counted();
    showHeld();
    followAll();
    const field = event.detail.elt.querySelector && event.detail.elt.querySelector('[data-focus]');
    if (field) field.focus();
  });
  document.addEventListener('htmx:responseError', (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html');
    const words = page.querySelector('main p');
    tell(words ? words.textContent : `That was refused (${event.detail.xhr.status}).`, false);
  });
  document.addEventListener('htmx:sendError', () => tell('The server cannot be reached.', false));

  document.addEventListener('DOMContentLoaded', () => {
    followAll();
    counted();
  });
  // A page kept by the browser may be of an earlier login.
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
})();
