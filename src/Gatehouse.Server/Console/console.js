// Comfort only: every page works without it.
const root = document.documentElement;
root.classList.add('scripted');
const all = (selector, from = document) => from.querySelectorAll(selector);

// Dialogs are opened by their buttons; browsers that do not know commands get them from here.
if (!('command' in HTMLButtonElement.prototype)) {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[commandfor]');
    const dialog = button && document.getElementById(button.getAttribute('commandfor'));
    if (!dialog) return;
    if (button.getAttribute('command') === 'show-modal') dialog.showModal();
    else dialog.close();
  });
}
// A question that was refused stands open in the page: with script it is a dialog again.
for (const dialog of all('dialog.dialog[open]')) { dialog.close(); dialog.showModal(); }
for (const notice of all('[data-focus]')) notice.focus();

for (const toast of all('[data-toast]')) setTimeout(() => toast.remove(), 6000);

const wireCopies = (from = document) => {
  for (const button of all('[data-copy]', from)) button.hidden = !navigator.clipboard;
};
wireCopies();
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  event.preventDefault();
  await navigator.clipboard.writeText(button.dataset.copy);
  const [label, text] = [button.ariaLabel, button.textContent];
  if (button.querySelector('svg')) { button.ariaLabel = button.dataset.done; button.title = button.dataset.done; }
  else button.textContent = button.dataset.done;
  setTimeout(() => { button.ariaLabel = label; if (!button.querySelector('svg')) button.textContent = text; }, 2000);
});

// On narrow screens the tab that one is at may stand beyond the edge.
for (const tab of all('.tabs [aria-current]')) tab.parentElement.scrollLeft = tab.offsetLeft - 48;

// Menus of a list close when something else is touched.
document.addEventListener('click', (event) => {
  for (const drop of all('details.drop[open]')) if (!drop.contains(event.target)) drop.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const drop of all('details.drop[open]')) { drop.open = false; drop.querySelector('summary').focus(); }
});
for (const form of all('[data-columns]')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const query = new URLSearchParams([...data].filter(([name]) => name !== 'columns'));
    const columns = data.getAll('columns').join(' ');
    if (columns) query.set('columns', columns);
    location.href = `${form.action}?${query}`;
  });
}
// Empty fields of a filter do not get into the address.
for (const form of all('form[method=get]')) form.addEventListener('formdata', ({ formData }) => {
  for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
});

// A list is searched while one types: its part of the page is replaced, the rest stays.
const show = async (url) => {
  const list = document.querySelector('[data-list]');
  list.setAttribute('aria-busy', 'true');
  show.last?.abort();
  show.last = new AbortController();
  try {
    const answer = await fetch(url, { signal: show.last.signal });
    if (!answer.ok || answer.redirected) { location.href = url; return; }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    list.replaceWith(document.adoptNode(page.querySelector('[data-list]')));
    for (const part of ['.count', '.chips', '.call summary code']) {
      const [now, then] = [document.querySelector(part), page.querySelector(part)];
      if (now && then) now.replaceWith(document.adoptNode(then));
    }
    history.replaceState(null, '', url);
    wireList();
  } catch (problem) {
    if (problem.name !== 'AbortError') location.href = url;
  }
};
for (const form of all('[data-live]')) {
  let timer;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => show(`${form.action}?${new URLSearchParams(new FormData(form))}`), 200);
  });
}

// A picker is searched as one types: its choices are replaced, what is chosen stays.
const pick = async (input) => {
  const url = new URL(location.href);
  url.searchParams.set(input.name, input.value);
  pick.last?.abort();
  pick.last = new AbortController();
  try {
    const answer = await fetch(url, { signal: pick.last.signal });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [now, then] = [document.getElementById(input.dataset.pick), page.getElementById(input.dataset.pick)];
    if (!then) return;
    if (now.tagName === 'SELECT') {
      now.replaceChildren(...then.children);
      const first = [...now.options].find((option) => option.value && option.text.toLowerCase().includes(input.value.trim().toLowerCase()));
      if (input.value && first) now.value = first.value;
    } else {
      const ticked = [...all('.check', now)].filter((box) => box.querySelector('input').checked);
      const values = ticked.map((box) => box.querySelector('input').value);
      now.replaceChildren(...ticked, ...[...then.children].filter((box) => !values.includes(box.querySelector('input').value)));
    }
  } catch { /* the next letter asks again */ }
};
document.addEventListener('input', ({ target }) => {
  if (!target.matches('[data-pick]')) return;
  clearTimeout(pick.timer);
  pick.timer = setTimeout(() => pick(target), 200);
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches?.('[data-pick]')) event.preventDefault();
});

// What is selected in a list, and what can be done with it.
const wireList = () => {
  for (const bar of all('[data-bulk]')) {
    const form = bar.closest('form');
    const ticks = [...all('tbody .tick input', form)];
    const whole = form.querySelector('[data-all]');
    const count = bar.querySelector('[data-count]');
    const update = () => {
      const chosen = ticks.filter((tick) => tick.checked).length;
      const everyone = form.elements.all?.checked;
      bar.classList.toggle('on', chosen > 0 || everyone === true);
      whole.checked = chosen === ticks.length;
      whole.indeterminate = chosen > 0 && chosen < ticks.length;
      count.textContent = count.dataset.count.replace('{n}', chosen);
    };
    form.addEventListener('change', (event) => {
      if (event.target === whole) for (const tick of ticks) tick.checked = whole.checked;
      update();
    });
    update();
  }
};
wireList();

// Forms that change something say what is unsaved, and nothing is left behind by mistake.
for (const form of all('[data-unsaved]')) {
  const bar = form.querySelector('.savebar');
  const values = () => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));
  const initial = values();
  const isChanged = () => values() !== initial;
  const hasProblem = form.querySelector('[aria-invalid]') !== null;
  let isSent = false;
  const update = () => bar.classList.toggle('on', isChanged() || hasProblem);
  form.addEventListener('input', update);
  form.addEventListener('submit', ({ submitter }) => { if (!submitter?.formTarget) isSent = true; });
  addEventListener('beforeunload', (event) => { if (!isSent && isChanged()) event.preventDefault(); });
  update();
}
for (const form of all('form[method=post]')) form.addEventListener('submit', ({ submitter }) => { if (!submitter?.formTarget) submitter?.setAttribute('aria-busy', 'true'); });
addEventListener('pageshow', () => { for (const button of all('[aria-busy]')) button.removeAttribute('aria-busy'); });

// What is being edited is shown as it is typed: a new frame loads behind the old one, which also keeps it out of the browser's history.
for (const form of all('[data-shown]')) {
  let timer;
  let next;
  const preview = () => {
    next?.remove();
    const frame = document.querySelector('[data-preview]');
    next = frame.cloneNode();
    next.removeAttribute('src');
    next.removeAttribute('data-preview');
    next.name = `preview-${Date.now()}`;
    next.hidden = true;
    frame.after(next);
    const sent = Object.assign(document.createElement('form'), { method: 'post', action: form.getAttribute('action'), target: next.name });
    const fields = new FormData(form);
    fields.set('action', 'preview');
    for (const [name, value] of fields) sent.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
    document.body.append(sent);
    const loading = next;
    loading.addEventListener('load', () => {
      if (loading !== next) return;
      frame.remove();
      loading.hidden = false;
      loading.dataset.preview = '';
      next = undefined;
    });
    sent.submit();
    sent.remove();
  };
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(preview, 300); });
}

// A colour can be typed or chosen: one follows the other.
for (const chosen of all('[data-color]')) {
  const typed = chosen.form.elements[chosen.dataset.color];
  chosen.hidden = false;
  chosen.addEventListener('input', () => { typed.value = chosen.value; typed.dispatchEvent(new Event('input', { bubbles: true })); });
  typed.addEventListener('input', () => { if (/^#[0-9a-f]{6}$/i.test(typed.value)) chosen.value = typed.value; });
}

// What is at work is looked at again and again until it is done; nothing is asked while nobody looks.
const refresh = async () => {
  const part = document.querySelector('[data-refresh]');
  if (!part) return;
  const again = () => setTimeout(refresh, Number(part.dataset.refresh));
  if (document.hidden) { again(); return; }
  try {
    const answer = await fetch(location.href);
    if (!answer.ok || answer.redirected) { location.reload(); return; }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const then = page.getElementById(part.id);
    // At the end buttons come and go all over the page.
    if (!then?.dataset.refresh) { location.reload(); return; }
    part.replaceWith(document.adoptNode(then));
    setTimeout(refresh, Number(then.dataset.refresh));
  } catch { again(); }
};
if (document.querySelector('[data-refresh]')) setTimeout(refresh, 1000);

// JSON is checked as it is typed; the server checks it again.
for (const area of all('[data-json]')) {
  const problem = Object.assign(document.createElement('p'), { className: 'problem', role: 'status' });
  area.after(problem);
  area.addEventListener('input', () => {
    try {
      JSON.parse(area.value || '{}');
      problem.textContent = '';
      area.removeAttribute('aria-invalid');
    } catch (error) {
      problem.textContent = error.message;
      area.setAttribute('aria-invalid', 'true');
    }
  });
}

// What cannot be undone wants its name typed first.
for (const button of all('[data-typed]')) {
  const field = button.form.elements.typed;
  const update = () => { button.disabled = field.value !== button.dataset.typed; };
  field.addEventListener('input', update);
  update();
}

// The palette.
const palette = document.getElementById('palette');
const [term, results] = [palette.querySelector('input'), palette.querySelector('[data-results]')];
let asked;
const find = async () => {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(`${palette.dataset.source}?${new URLSearchParams({ q: term.value, fragment: 1 })}`, { signal: asked.signal });
    if (answer.ok && !answer.redirected) results.innerHTML = await answer.text();
  } catch { /* the next letter asks again */ }
};
const open = (event) => {
  event.preventDefault();
  if (palette.open) { palette.close(); return; }
  palette.showModal();
  term.select();
  find();
};
let pause;
term.addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(find, 150); });
palette.querySelector('form').addEventListener('submit', (event) => { event.preventDefault(); results.querySelector('a')?.click(); });
palette.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const places = [term, ...all('a', results)];
  places[(places.indexOf(document.activeElement) + step + places.length) % places.length].focus();
});
for (const link of all('[data-palette]')) link.addEventListener('click', open);

// Keys.
const move = (step) => {
  const rows = [...all('[data-keys] tbody tr')];
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  rows[Math.max(0, Math.min(rows.length - 1, now + step))]?.querySelector('a')?.focus();
};
const keys = {
  '/': () => document.querySelector('.search input[type=search]')?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: () => document.activeElement.closest('tr')?.querySelector('.tick input')?.click(),
  c: () => document.querySelector('[data-create]')?.click(),
  '?': () => document.getElementById('shortcuts').showModal(),
};
document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { open(event); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input:not([type=checkbox]), textarea, select, dialog')) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
