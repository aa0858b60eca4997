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
