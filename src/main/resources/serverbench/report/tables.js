'use strict';
// Tables that sort by any column, show some of the models, and can be taken along as text.
(() => {
  const tables = [...document.querySelectorAll('table.results')];
  const number = (cell) => (cell.dataset.value === undefined ? null : Number(cell.dataset.value));

  /** Cells without a number go last, whichever way. */
  function compare(a, b, column, sign) {
    const x = a.cells[column];
    const y = b.cells[column];
    const [m, n] = [number(x), number(y)];
    if (m !== null || n !== null) {
      return m === null ? 1 : n === null ? -1 : sign * (m - n);
    }
    return sign * x.textContent.localeCompare(y.textContent, 'en', { numeric: true });
  }

  function sortable(table) {
    const body = table.tBodies[0];
    const original = [...body.rows];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.append(...head.childNodes);
      if (head.dataset.tip) {
        button.dataset.tip = head.dataset.tip;
        delete head.dataset.tip;
      }
      head.append(button);
      button.addEventListener('click', () => {
        const before = head.getAttribute('aria-sort');
        const next = { null: 'descending', descending: 'ascending', ascending: null }[before];
        for (const other of table.tHead.rows[0].cells) {
          other.removeAttribute('aria-sort');
        }
        const rows = [...original];
        if (next) {
          head.setAttribute('aria-sort', next);
          rows.sort((a, b) => compare(a, b, column, next === 'descending' ? -1 : 1));
        }
        body.append(...rows);
        window.say(next ? `sorted by ${head.textContent.trim()}, ${next}` : "in the article's order");
      });
    });
  }

  const texts = (row) => [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, ' '));

  function visible(table) {
    return [texts(table.tHead.rows[0]),
      ...[...table.tBodies[0].rows].filter((row) => !row.hidden).map(texts)];
  }

  function markdown(table) {
    const [head, ...rows] = visible(table);
    const line = (cells) => `| ${cells.map((c) => c.replace(/([\\|*_`<])/g, '\\$1')).join(' | ')} |`;
    const rule = [...table.tHead.rows[0].cells]
      .map((cell) => (cell.classList.contains('right') ? '---:' : ':---'));
    return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n') + '\n';
  }

  /** Numbers as numbers: without thousands' separators. */
  function csv(table) {
    const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
    const number = (text) => (/^(≥ )?[\d,]+(\.\d+)?$/.test(text) ? text.replace(/,/g, '') : text);
    const [head, ...rows] = visible(table);
    return [head, ...rows]
      .map((row) => row.map(number).map(quoted).join(',')).join('\r\n') + '\r\n';
  }

  /** A page from a file may not have the clipboard's newer interface. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
  }

  function copyable(table) {
    const bar = document.createElement('p');
    bar.className = 'copy';
    for (const [name, format] of [['Markdown', markdown], ['CSV', csv]]) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = `Copy as ${name}`;
      button.dataset.format = name;
      button.addEventListener('click', async () => {
        await copy(format(table));
        button.textContent = 'Copied';
        window.say(`copied as ${name}`);
        setTimeout(() => { button.textContent = `Copy as ${name}`; }, 1500);
      });
      bar.append(button);
    }
    table.closest('.results-box').append(bar);
  }

  tables.forEach((table) => { sortable(table); copyable(table); });

  // One filter for the whole page: tables, charts and the models' own parts.
  const form = document.getElementById('filter');
  const words = document.getElementById('filter-text');
  function filter() {
    const wanted = words.value.toLowerCase().split(/[\s,]+/).filter(Boolean);
    const on = new Set([...form.querySelectorAll('input:checked')].map((box) => box.value));
    const shown = (model, family) => on.has(family)
      && (!wanted.length || wanted.some((word) => model.toLowerCase().includes(word)));
    const models = new Set();
    const all = new Set();
    document.querySelectorAll('[data-model][data-family]').forEach((element) => {
      const { model, family } = element.dataset;
      element.hidden = !shown(model, family);
      all.add(model);
      if (!element.hidden) {
        models.add(model);
      }
    });
    // A heading without anything under it would be noise.
    document.querySelectorAll('.family').forEach((part) => {
      part.hidden = !part.querySelector('[data-model]:not([hidden])');
    });
    document.getElementById('filter-count').textContent =
      models.size === all.size ? `${all.size} models` : `${models.size} of ${all.size} models`;
    document.dispatchEvent(new CustomEvent('models', { detail: models }));
  }

  form.hidden = all0();
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  filter();

  function all0() {
    return !document.querySelector('[data-model][data-family]');
  }

  // What a link leads to must not end up under the bar, whose height depends on the width.
  const bar = document.querySelector('.bar');
  function makeRoom() {
    const sticky = getComputedStyle(bar).position === 'sticky';
    document.documentElement.style.scrollPaddingTop = `${sticky ? bar.offsetHeight + 8 : 8}px`;
  }
  window.addEventListener('resize', makeRoom);
  makeRoom();

  // A link to a model opens its part; so does a link from outside.
  function open() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === 'DETAILS') {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView();
    }
  }
  window.addEventListener('hashchange', open);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) {
      open();
    }
  });
  open();

  // On paper there is nothing to click: everything is open.
  let closed = [];
  window.addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    closed.forEach((details) => { details.open = true; });
  });
  window.addEventListener('afterprint', () => closed.forEach((details) => { details.open = false; }));
})();
