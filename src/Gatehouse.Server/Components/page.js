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
    // A submission that is still being stopped takes no other.
    setTimeout(() => form.requestSubmit(button));
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

// Text to keep: an element's lines, without the gaps that make one easier to read.
for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    const lines = document.getElementById(button.dataset.copy).innerText.trim().split('\n');
    await navigator.clipboard.writeText(lines.map((line) => line.replaceAll(' ', '')).filter(Boolean).join('\n'));
    button.textContent = button.dataset.done;
  });
}

// Passkeys (Web Authentication): the server's options go to the authenticator, its answer goes along with the form.
const toOctets = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const toText = (octets) => octets && btoa(String.fromCharCode(...new Uint8Array(octets))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const withOctets = (list) => (list ?? []).map((one) => ({ ...one, id: toOctets(one.id) }));
const ask = {
  create: ({ registrationOptions: options }, how) => navigator.credentials.create({ ...how, publicKey: {
    ...options, challenge: toOctets(options.challenge), user: { ...options.user, id: toOctets(options.user.id) }, excludeCredentials: withOctets(options.excludeCredentials),
  } }),
  get: ({ authenticationOptions: options }, how) => navigator.credentials.get({ ...how, publicKey: {
    ...options, challenge: toOctets(options.challenge), allowCredentials: withOctets(options.allowCredentials),
  } }),
};
const toCredential = ({ id, rawId, authenticatorAttachment, response }, extensions) => ({
  type: 'WebAuthn', id, rawId: toText(rawId), authenticatorAttachment: authenticatorAttachment ?? undefined, clientExtensionResults: extensions,
  response: {
    clientDataJSON: toText(response.clientDataJSON),
    ...(response.attestationObject
      ? { attestationObject: toText(response.attestationObject), transports: response.getTransports?.() }
      : { authenticatorData: toText(response.authenticatorData), signature: toText(response.signature), userHandle: toText(response.userHandle) ?? undefined }),
  },
});
const offer = new AbortController();
const answer = async (form, how) => {
  const question = await (await fetch(form.dataset.options, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).json();
  const credential = await ask[form.dataset.passkey](question, how);
  form.elements.credential.value = JSON.stringify(toCredential(credential, credential.getClientExtensionResults()));
  form.elements.verification.value = question.verificationId ?? question.verificationRecordId ?? '';
  form.requestSubmit();
};
for (const form of document.querySelectorAll('[data-passkey]')) {
  const show = (name, isShown) => { form.querySelector(`[data-${name}]`).hidden = !isShown; };
  const button = form.querySelector('button');
  if (!globalThis.PublicKeyCredential) {
    show('missing', Boolean(button) && !button.hidden);
    continue;
  }
  if (button) button.hidden = false;
  form.addEventListener('submit', (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    offer.abort();
    show('failed', false);
    button.setAttribute('aria-busy', 'true');
    answer(form, {}).catch(() => show('failed', true)).finally(() => button.removeAttribute('aria-busy'));
  });
  // The field for the name offers passkeys as long as no button was pressed.
  if ('autofill' in form.dataset) {
    PublicKeyCredential.isConditionalMediationAvailable?.()
      .then((isAvailable) => isAvailable && answer(form, { mediation: 'conditional', signal: offer.signal })).catch(() => {});
  }
}

// The languages fold away by Escape and by a click beside them.
const languages = document.querySelector('.languages');
languages?.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !languages.open) return;
  languages.open = false;
  languages.querySelector('summary').focus();
});
addEventListener('click', (event) => { if (languages?.open && !languages.contains(event.target)) languages.open = false; });

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
  for (const field of document.querySelectorAll('[name=credential]')) field.value = '';
  for (const button of document.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
});

document.querySelector('form[data-submit]')?.submit();
