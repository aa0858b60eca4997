// Comfort only: every page works without it.
for (const button of document.querySelectorAll('[data-reveal]')) {
  const field = document.getElementById(button.dataset.reveal);
  const [show, showLabel] = [button.textContent, button.ariaLabel];
  button.hidden = false;
  button.addEventListener('click', () => {
    const isHidden = field.type === 'password';
    field.type = isHidden ? 'text' : 'password';
    button.textContent = isHidden ? button.dataset.hide : show;
    button.ariaLabel = isHidden ? button.dataset.hideLabel : showLabel;
    field.focus();
  });
  // A password manager keeps what was typed as a password, not as a text.
  field.form.addEventListener('submit', () => { field.type = 'password'; });
}

// A code is sent as soon as it is complete.
for (const field of document.querySelectorAll('[data-complete]')) {
  field.addEventListener('input', () => {
    field.value = field.value.replace(/\D/g, '').slice(0, field.dataset.complete);
    if (field.value.length === Number(field.dataset.complete)) field.form.requestSubmit();
  });
}

// A captcha is drawn and solved by its provider's script, and what it says goes along with the forms of the page.
const captcha = document.querySelector('[data-captcha]');
if (captcha) {
  const { captcha: kind, key: sitekey, script } = captcha.dataset;
  const fields = document.querySelectorAll('input[name=captcha]');
  const show = (name, isShown) => { captcha.querySelector(`[data-${name}]`).hidden = !isShown; };
  let waiting;
  const take = (token = '') => {
    for (const field of fields) field.value = token;
    if (!token || !waiting) return;
    show('needed', false);
    const [form, button] = waiting;
    waiting = undefined;
    form.requestSubmit(button);
  };
  const fail = () => show('failed', true);
  const google = () => grecaptcha.enterprise;
  const options = { sitekey, callback: take, 'expired-callback': () => take(), 'error-callback': fail };
  const place = captcha.querySelector('[data-widget]');
  const draw = {
    turnstile: () => turnstile.render(place, { ...options, size: 'flexible', language: document.documentElement.lang, 'response-field': false }),
    checkbox: () => google().ready(() => google().render(place, { ...options, theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light' })),
    score: () => {},
  };
  const solve = kind === 'score'
    ? () => google().ready(() => google().execute(sitekey, { action: 'interaction' }).then(take, fail))
    : () => show('needed', true);
  const loaded = new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement('script'), { src: script, onload: resolve, onerror: reject });
    document.head.append(element);
  });
  loaded.then(draw[kind]).catch(fail);
  for (const { form } of fields) {
    form.addEventListener('submit', (event) => {
      if (form.elements.captcha.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = [form, event.submitter];
      loaded.then(solve).catch(fail);
    });
  }
}

// A form is sent once, until the page comes back.
for (const form of document.forms) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
    event.submitter?.setAttribute('aria-busy', 'true');
  });
}
addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.sent;
  for (const button of document.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
});

document.querySelector('form[data-submit]')?.submit();
