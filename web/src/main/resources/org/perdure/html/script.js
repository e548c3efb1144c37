/* Keys, and the choice of a theme. No page lacks anything without this file. */
(() => {
  'use strict';

  /* A reader may have forbidden storage: then a choice lasts as long as the page. */
  const storage = {
    get(name) {
      try {
        return localStorage.getItem('perdure-' + name);
      } catch {
        return null;
      }
    },
    set(name, value) {
      try {
        localStorage.setItem('perdure-' + name, value);
      } catch {
        // Nothing is lost but the memory of it.
      }
    },
  };

  /* The theme is set at once, and nothing is painted before: the page waits for this file. */
  const THEMES = {auto: 'Auto', light: 'Light', dark: 'Dark'};
  const root = document.documentElement;

  const shownTheme = () => root.dataset.theme ?? 'auto';

  const showTheme = theme => {
    if (theme === 'light' || theme === 'dark') {
      root.dataset.theme = theme;
    } else {
      delete root.dataset.theme;
    }
  };

  showTheme(storage.get('theme'));

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const themeChoice = () => {
    const choice = element('select', {id: 'theme'});
    for (const [value, text] of Object.entries(THEMES)) {
      choice.append(element('option', {value}, text));
    }
    const update = () => {
      choice.value = shownTheme();
    };
    choice.addEventListener('change', () => {
      showTheme(choice.value);
      storage.set('theme', choice.value);
    });
    update();
    return {choice, update};
  };

  /* What j and k go through; on the page of a message they are links. */
  const ITEMS = `body:not(.message) main
    :is(.rows li > a:first-child, .hits h2 a, .piece > .by > a, .flat article .by > a, .lists h2 a)`;

  const items = () => [...document.querySelectorAll(ITEMS)].filter(a => a.checkVisibility?.() ?? true);

  const linkOf = key => document.querySelector(`a[data-key="${key}"]`);

  /* Where to begin: at what the address or the page points out, else at what is in sight. */
  const first = (all, by) => {
    const meant = all.findIndex(a => a.closest(':target, [aria-current]') !== null);
    if (meant >= 0) {
      return meant;
    }
    const below = all.findIndex(a => a.getBoundingClientRect().top >= 0);
    const next = below < 0 ? all.length : below;
    return by > 0 ? next : next - 1;
  };

  const step = by => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    all[at < 0 ? first(all, by) : at + by]?.focus();
  };

  const field = () => document.getElementById('q');

  /* What each key does here, and in words; a key that does nothing here is left out. */
  const actions = help => {
    const found = new Map();
    if (items().length > 0) {
      found.set('j', ['Next one on this page', () => step(1)]);
      found.set('k', ['The one before it', () => step(-1)]);
    }
    for (const key of 'jknp') {
      const link = linkOf(key);
      if (link !== null) {
        found.set(key, [link.textContent, () => link.click()]);
      }
    }
    if (field() !== null) {
      found.set('/', ['Search', () => field().select()]);
    }
    return found.set('?', ['This help', help]);
  };

  let isOn = storage.get('keys') !== 'off';

  const isTyping = target => target.closest('input, select, textarea, [contenteditable]') !== null;

  const start = () => {
    const theme = themeChoice();
    const onOff = element('input', {type: 'checkbox'});
    const list = element('dl');
    const close = element('button', {type: 'button', autofocus: true}, 'Close');
    const dialog = element(
      'dialog',
      {className: 'keys'},
      element('h2', {id: 'keys-title'}, 'Keys on this page'),
      list,
      element('p', {}, element('label', {}, onOff, ' Use these keys')),
      close,
    );
    dialog.setAttribute('aria-labelledby', 'keys-title');

    const help = () => {
      list.replaceChildren();
      for (const [key, [words]] of actions(help)) {
        list.append(element('div', {}, element('dt', {}, element('kbd', {}, key)), element('dd', {}, words)));
      }
      onOff.checked = isOn;
      document.body.append(dialog);
      dialog.showModal();
    };

    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    onOff.addEventListener('change', () => {
      isOn = onOff.checked;
      storage.set('keys', isOn ? 'on' : 'off');
    });

    const button = element('button', {type: 'button', className: 'plain'}, 'Keys');
    button.addEventListener('click', help);
    document
      .querySelector('.bottom .frame')
      .append(element('p', {className: 'choices'}, element('label', {htmlFor: 'theme'}, 'Theme'), theme.choice, button));

    document.addEventListener('keydown', event => {
      const held = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
      if (!isOn || held || event.defaultPrevented || dialog.open || isTyping(event.target)) {
        return;
      }
      const action = actions(help).get(event.key);
      if (action !== undefined) {
        event.preventDefault();
        action[1]();
      }
    });

    /* What was chosen elsewhere meanwhile: in another tab, or before the reader came back. */
    const refresh = () => {
      isOn = storage.get('keys') !== 'off';
      showTheme(storage.get('theme'));
      theme.update();
    };
    addEventListener('storage', refresh);
    addEventListener('pageshow', event => event.persisted && refresh());
  };

  document.addEventListener('DOMContentLoaded', start);
})();
