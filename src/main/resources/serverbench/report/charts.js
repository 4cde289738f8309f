'use strict';
// Charts in which one can look closer: values under the pointer or by the arrow keys, models that
// can be switched off, zoom by dragging. uPlot draws; the numbers are in #chart-data.
(() => {
  const data = JSON.parse(document.getElementById('chart-data').textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const dashes = [[], [7, 3], [2, 3], [9, 3, 2, 3]];
  const drawn = [];
  let chosen = null;

  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /** The family's colour; nearer to the paper for a variant. */
  function color(series) {
    const family = css(`--${(series.family || '').toLowerCase()}`) || css('--soft');
    if (!series.variant) {
      return family;
    }
    const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
    const paper = channels(css('--card'));
    return `rgb(${channels(family).map((c, i) => Math.round(c * 0.6 + paper[i] * 0.4)).join()})`;
  }

  const three = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  const plain = (value) => (Math.abs(value) >= 100 ? whole : three).format(value);

  function percentile(position) {
    const value = 100 * (1 - 1 / position);
    return `${Number(value.toPrecision(7).replace(/(99\.9*\d{1,2}).*/, '$1'))} %`;
  }

  function reader(axis) {
    if (axis.scale === 'percentile') {
      return percentile;
    }
    if (axis.scale.startsWith('decades/')) {
      const steps = Number(axis.scale.slice(8));
      return (step) => `${three.format(10 ** (step / steps))} to ${three.format(10 ** ((step + 1) / steps))}`;
    }
    return plain;
  }

  /** All x of all series in one rising list, as uPlot wants it; null where a series has none. */
  function aligned(series) {
    const xs = [...new Set(series.flatMap((s) => s.points.map((p) => p[0])))].sort((a, b) => a - b);
    const place = new Map(xs.map((x, i) => [x, i]));
    return [xs, ...series.map((s) => {
      const ys = new Array(xs.length).fill(null);
      s.points.forEach(([x, y]) => { ys[place.get(x)] = y; });
      return ys;
    })];
  }

  /** Of a series that has no value at this x: the nearest x at which it has one. */
  function nearest(ys, index) {
    for (let d = 0; d < ys.length; d++) {
      if (ys[index - d] != null) return index - d;
      if (ys[index + d] != null) return index + d;
    }
    return null;
  }

  function scale(axis, kind) {
    if (axis.scale === 'linear' || axis.scale.startsWith('decades/')) {
      return {
        time: false,
        range: (u, low, high) => (kind === 'y' ? [Math.min(0, low), high * 1.06 || 1]
          : axis.scale === 'linear' ? [Math.min(0, low), high * 1.04 || 1] : [low - 0.7, high + 1.7]),
      };
    }
    return {
      time: false,
      distr: 3,
      range: (u, low, high) => {
        if (low === null || high === null) {
          return [1, 10];
        }
        const margin = axis.scale === 'percentile' ? 1 : ((high / low) || 2) ** 0.04 * 1.02;
        return [low / margin, high * margin];
      },
    };
  }

  /** Where to write numbers on an axis whose room is given in pixels. */
  function ticks(axis) {
    if (axis.scale === 'percentile') {
      const nines = (u, i, low, high) => [0, 1, 2, 3, 4, 5, 6, 7].map((n) => 10 ** n)
        .filter((v) => v >= low * 0.999 && v <= high);
      return {
        splits: nines,
        filter: (u, splits) => splits,
        values: (u, splits) => {
          const apart = u.bbox.width / devicePixelRatio / Math.log10(u.scales.x.max / u.scales.x.min);
          const every = Math.ceil(64 / apart);
          return splits.map((v, i) => (i % every ? '' : percentile(v)));
        },
      };
    }
    if (axis.scale.startsWith('decades/')) {
      const steps = Number(axis.scale.slice(8));
      return {
        splits: (u, i, low, high) => {
          const all = [];
          for (let d = Math.ceil(low / steps); d * steps <= high; d++) all.push(d * steps);
          return all.length > 1 ? all : [Math.ceil(low), Math.floor(high)];
        },
        values: (u, splits) => splits.map((v) => three.format(10 ** (v / steps))),
      };
    }
    const values = (u, splits) => splits.map((v) => (v === null ? '' : plain(v)));
    return axis.scale === 'log' ? { splits: oneTwoFive, filter: (u, splits) => splits, values } : { values };
  }

  /** 1, 2, 5 and their like; fewer where they would touch, more where there are hardly any. */
  function oneTwoFive(u, index, low, high) {
    const room = index === 0 ? u.bbox.width / devicePixelRatio / 64 : u.bbox.height / devicePixelRatio / 26;
    let best = [];
    for (const steps of [[1, 1.5, 2, 3, 4, 5, 7], [1, 2, 5], [1, 3], [1]]) {
      best = [];
      for (let e = Math.floor(Math.log10(low)); 10 ** e <= high; e++) {
        best.push(...steps.map((s) => Number((s * 10 ** e).toPrecision(6))).filter((v) => v >= low && v <= high));
      }
      if (best.length <= room) {
        return best;
      }
    }
    return best;
  }

  function axes(chart) {
    const common = { stroke: css('--soft'), grid: { stroke: css('--line'), width: 1 },
      ticks: { show: false }, font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif' };
    return [
      { ...common, ...ticks(chart.x), label: chart.x.label, labelSize: 22, size: 32, space: 64 },
      { ...common, ...ticks(chart.y), label: '', size: 62, space: 26 },
    ];
  }

  /** As wide as the box is inside of its padding; a hidden one has no width yet. */
  const width = (box) => Math.max(240, box.querySelector('.plot').clientWidth);

  function draw(box) {
    const chart = data[box.dataset.chart];
    const values = aligned(chart.series);
    const bars = chart.kind === 'bars';
    const inFamily = {};
    const series = chart.series.map((s) => {
      const order = (inFamily[s.family] = (inFamily[s.family] ?? -1) + 1);
      const stroke = color(s);
      return {
        label: s.model,
        stroke,
        fill: bars ? stroke : undefined,
        width: bars ? 0 : 2,
        dash: chart.kind === 'line' ? dashes[order % dashes.length] : undefined,
        spanGaps: true,
        show: !chosen || chosen.has(s.model),
        paths: bars ? uPlot.paths.bars({ size: [0.9, 60], align: 1 })
          : chart.kind === 'points' ? () => null : undefined,
        points: bars ? { show: false } : chart.kind === 'points'
          ? { show: true, size: 11, fill: stroke, stroke: css('--card') }
          : { show: chart.x.scale !== 'percentile', size: 6, fill: stroke },
      };
    });
    const [x, y] = [reader(chart.x), reader(chart.y)];
    const hover = document.createElement('div');
    hover.className = 'hover';
    hover.hidden = true;

    function tell(u, index, at) {
      const point = index > 0 && at != null && u.data[index][at] != null;
      hover.hidden = !point;
      if (!point) {
        return '';
      }
      const s = chart.series[index - 1];
      const text = `${s.model}${s.marks ? ` (${s.marks})` : ''}\n${chart.x.label}: `
        + `${x(u.data[0][at])}\n${chart.y.label}: ${y(u.data[index][at])}`;
      hover.textContent = text;
      const left = u.valToPos(u.data[0][at], 'x');
      const top = u.valToPos(u.data[index][at], 'y');
      hover.style.left = `${Math.min(Math.max(0, left + 12), u.over.clientWidth - hover.offsetWidth)}px`;
      hover.style.top = `${top > hover.offsetHeight + 12 ? top - hover.offsetHeight - 10 : top + 12}px`;
      return text;
    }

    let focused = 0;
    const plot = new uPlot({
      width: width(box),
      height: bars ? 170 : Math.max(280, Math.min(460, width(box) * 0.55)),
      // Half of the last tick's label stands to the right of the plot.
      padding: [null, 30, null, null],
      legend: { show: false },
      scales: { x: scale(chart.x, 'x'), y: scale(chart.y, 'y') },
      axes: axes(chart),
      series: [{}, ...series],
      focus: { alpha: 0.25 },
      cursor: {
        y: false,
        focus: { prox: bars ? 1e4 : 40 },
        drag: { x: true, y: !bars, uni: 30 },
        dataIdx: (u, i, index) => (i === 0 || bars || u.data[i][index] != null
          ? index : nearest(u.data[i], index)),
        ...(bars ? { points: { show: false } } : {}),
      },
      hooks: {
        setSeries: [(u, i) => { focused = i || 0; }],
        setCursor: [(u) => tell(u, u.cursor.left < 0 ? 0 : focused, u.cursor.idxs[focused])],
      },
    }, values, box.querySelector('.plot'));
    plot.over.append(hover);
    return { box, chart, plot, keys: keys(plot, chart, tell) };
  }

  /** Left and right: along a line; up and down: to the next line; + - 0: zoom. */
  function keys(plot, chart, tell) {
    let [series, at] = [0, 0];
    const shown = (i) => plot.series[i] && plot.series[i].show;
    function next(step) {
      for (let i = 1; i <= chart.series.length; i++) {
        const candidate = ((series - 1 + step * i + 2 * chart.series.length) % chart.series.length) + 1;
        if (shown(candidate)) return candidate;
      }
      return 0;
    }
    function move(step) {
      const ys = plot.data[series];
      for (let i = at + step; i >= 0 && i < ys.length; i += step) {
        if (ys[i] != null) return i;
      }
      return at;
    }
    function zoom(factor) {
      const { min, max } = plot.scales.x;
      const log = plot.scales.x.distr === 3;
      const f = log ? Math.log : (v) => v;
      const g = log ? Math.exp : (v) => v;
      const middle = series && plot.data[series][at] != null ? f(plot.data[0][at]) : (f(min) + f(max)) / 2;
      const half = (f(max) - f(min)) / 2 * factor;
      plot.setScale('x', { min: g(middle - half), max: g(middle + half) });
    }
    return (event) => {
      const actions = {
        ArrowRight: () => { series = series || next(1); at = move(1); },
        ArrowLeft: () => { series = series || next(1); at = move(-1); },
        ArrowDown: () => { series = next(1); at = nearest(plot.data[series], at) ?? 0; },
        ArrowUp: () => { series = next(-1); at = nearest(plot.data[series], at) ?? 0; },
        '+': () => zoom(0.6),
        '-': () => zoom(1.7),
        0: () => reset(plot),
        Escape: () => { series = 0; },
      };
      const action = actions[event.key];
      if (action) {
        event.preventDefault();
        action();
        if (series && plot.data[series][at] == null) {
          at = nearest(plot.data[series], at);
        }
        window.say(tell(plot, series, at));
      }
    };
  }

  const reset = (plot) => plot.setData(plot.data, true);

  function legend(entry) {
    const { box, chart, plot } = entry;
    const bar = box.querySelector('.chart-legend');
    const buttons = chart.series.map((s, i) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.innerHTML = '<span class="swatch"></span><span class="name"></span>';
      button.querySelector('.swatch').style.background = plot.series[i + 1].stroke();
      button.querySelector('.name').textContent = s.marks ? `${s.model} ${s.marks}` : s.model;
      button.addEventListener('click', () => set(i + 1, !plot.series[i + 1].show));
      button.addEventListener('focus', () => plot.setSeries(i + 1, { focus: true }));
      button.addEventListener('mouseenter', () => plot.setSeries(i + 1, { focus: true }));
      button.addEventListener('mouseleave', () => plot.setSeries(null, { focus: true }));
      button.addEventListener('blur', () => plot.setSeries(null, { focus: true }));
      return button;
    });
    function set(i, show) {
      plot.setSeries(i, { show });
      buttons[i - 1].setAttribute('aria-pressed', show);
    }
    entry.show = (models) => chart.series.forEach((s, i) => set(i + 1, models.has(s.model)));
    const every = (label, show) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'every';
      button.textContent = label;
      button.addEventListener('click', () => chart.series.forEach((s, i) => set(i + 1, show)));
      return button;
    };
    const back = document.createElement('button');
    back.type = 'button';
    back.className = 'every';
    back.textContent = 'Reset zoom';
    back.addEventListener('click', () => reset(plot));
    bar.replaceChildren(every('All', true), every('None', false), back, ...buttons);
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', plot.series[i + 1].show));
  }

  function start(box) {
    const chart = data[box.dataset.chart];
    if (!chart || box.dataset.drawn) {
      return;
    }
    box.dataset.drawn = 'yes';
    box.hidden = false;
    const bars = chart.kind === 'bars';
    box.innerHTML = `<h4></h4><p class="y-label"></p>
      <div class="plot" tabindex="0" role="img"></div>
      ${bars ? '' : '<div class="chart-legend" role="group" aria-label="Models"></div>'}`;
    box.querySelector('h4').textContent = chart.title;
    box.querySelector('.y-label').textContent = chart.y.label;
    const area = box.querySelector('.plot');
    area.setAttribute('aria-label', `${chart.title}: ${chart.y.label} against ${chart.x.label}, `
      + `${chart.series.length} models; arrow keys read values, plus and minus zoom, 0 resets`);
    const entry = draw(box);
    area.addEventListener('keydown', (event) => entry.keys(event));
    if (!bars) {
      legend(entry);
    }
    drawn.push(entry);
    const figure = box.closest('figure.replaceable');
    if (figure) {
      figure.classList.add('is-live');
    }
  }

  function redraw() {
    drawn.forEach((entry) => {
      entry.plot.destroy();
      Object.assign(entry, draw(entry.box));
      if (entry.chart.kind !== 'bars') {
        legend(entry);
      }
    });
  }

  document.addEventListener('models', (event) => {
    chosen = event.detail;
    drawn.forEach((entry) => entry.show && entry.show(chosen));
  });
  // Whatever the tables' filter said before this script ran.
  document.getElementById('filter').dispatchEvent(new Event('input'));

  const visible = (box) => !box.closest('details:not([open])');
  const all = [...document.querySelectorAll('.live[data-chart]')];
  all.filter(visible).forEach(start);
  document.addEventListener('toggle', (event) => {
    if (event.target.open) {
      event.target.querySelectorAll('.live[data-chart]').forEach((box) => visible(box) && start(box));
    }
  }, true);

  dark.addEventListener('change', redraw);
  let windowWidth = window.innerWidth;
  window.addEventListener('resize', () => {
    if (window.innerWidth !== windowWidth) {
      windowWidth = window.innerWidth;
      drawn.forEach(({ plot, box }) => plot.setSize({ width: width(box), height: plot.height }));
    }
  });

  /** What tests ask: what was really drawn. */
  window.reportCharts = () => drawn.map(({ box, chart, plot }) => ({
    id: box.dataset.chart, series: chart.series.length,
    shown: plot.series.filter((s, i) => i > 0 && s.show).length,
    x: [plot.scales.x.min, plot.scales.x.max], y: [plot.scales.y.min, plot.scales.y.max] }));
})();
