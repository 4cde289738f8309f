'use strict';
// Explanations on hover and on focus. Without this script the browser shows the same titles.
(() => {
  document.documentElement.classList.add('scripted');
  const tip = document.getElementById('tip');
  let owner = null;

  function show(element) {
    hide();
    owner = element;
    tip.textContent = element.dataset.tip;
    tip.hidden = false;
    element.setAttribute('aria-describedby', 'tip');
    const at = element.getBoundingClientRect();
    const box = tip.getBoundingClientRect();
    const left = Math.min(at.left, document.documentElement.clientWidth - box.width - 8);
    const below = at.bottom + 6 + box.height < window.innerHeight;
    tip.style.left = Math.max(8, left) + 'px';
    tip.style.top = (below ? at.bottom + 6 : Math.max(8, at.top - 6 - box.height)) + 'px';
  }

  function hide() {
    if (owner) {
      owner.removeAttribute('aria-describedby');
    }
    owner = null;
    tip.hidden = true;
  }

  document.querySelectorAll('.results [title]').forEach((element) => {
    element.dataset.tip = element.title;
    element.removeAttribute('title');
  });

  const of = (event) => event.target.closest && event.target.closest('[data-tip]');
  for (const kind of ['mouseover', 'focusin']) {
    document.addEventListener(kind, (event) => of(event) && show(of(event)));
  }
  document.addEventListener('mouseout', (event) => {
    if (owner && of(event) === owner && !owner.contains(document.activeElement)) {
      hide();
    }
  });
  document.addEventListener('focusout', hide);
  document.addEventListener('keydown', (event) => event.key === 'Escape' && hide());
  document.addEventListener('scroll', hide, { capture: true, passive: true });

  /** Tells people who cannot see what happened. */
  window.say = (text) => {
    document.getElementById('said').textContent = text;
  };
})();
