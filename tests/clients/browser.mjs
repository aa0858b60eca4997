// A browser as far as a sign-in needs one: it keeps cookies, follows redirects below the server, posts the forms that would post
// themselves, and does what the pages do that a user sees.

export class Browser {
  #cookies = new Map();

  constructor(given) {
    this.given = given;
  }

  /** Opens the URL and goes on until something leads away from the server. Resolves to that URL, or to the last page on the server. */
  async open(url) {
    let response = await this.#send('GET', new URL(url, this.given.endpoint));
    for (let step = 0; step < 20; step++) {
      const location = response.headers.get('location');
      const next = location && new URL(location, response.url);
      if (next && next.origin !== this.given.endpoint) return next;
      if (next?.pathname === '/sign-in') response = await this.#send('GET', await this.#signIn());
      else if (next?.pathname === '/device' && next.searchParams.has('user_code')) response = await this.#confirmDevice(next);
      else if (next?.pathname === '/device/success') return next;
      else if (next) response = await this.#send('GET', next);
      else response = await this.#sendForm(response);
    }
    throw new Error('Redirects without end');
  }

  async #signIn() {
    await this.#api('PUT', '/api/experience', { interactionEvent: 'SignIn' });
    const { username, password } = this.given;
    const { verificationId } = await this.#api('POST', '/api/experience/verification/password', { identifier: { type: 'username', value: username }, password });
    await this.#api('POST', '/api/experience/identification', { verificationId });
    return (await this.#api('POST', '/api/experience/submit')).redirectTo;
  }

  #confirmDevice(page) {
    const xsrf = this.#cookies.get('_logto_device_flow_xsrf').value;
    return this.#post(new URL('/oidc/device', page), { xsrf, user_code: page.searchParams.get('user_code'), confirm: 'yes' });
  }

  async #sendForm(response) {
    const html = await response.text();
    const action = /<form [^>]*action="([^"]*)"/.exec(html);
    if (!action) throw new Error(`${response.url} answered ${response.status} without a way on: ${html}`);
    const inputs = [...html.matchAll(/<input [^>]*name="([^"]*)" value="([^"]*)"/g)];
    return this.#post(new URL(decode(action[1]), response.url), Object.fromEntries(inputs.map(([, name, value]) => [decode(name), decode(value)])));
  }

  #post(url, fields) {
    return this.#send('POST', url, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');
  }

  async #api(method, path, body) {
    const response = await this.#send(method, new URL(path, this.given.endpoint), body && JSON.stringify(body), 'application/json');
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  async #send(method, url, body, contentType) {
    const target = new URL(url);
    const cookie = [...this.#cookies].filter(([, kept]) => target.pathname.startsWith(kept.path)).map(([name, kept]) => `${name}=${kept.value}`).join('; ');
    const headers = { ...(cookie && { cookie }), ...(body && { 'content-type': contentType }) };
    const response = await fetch(target, { method, headers, body, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line) {
    const [pair, ...attributes] = line.split('; ');
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const attribute = (wanted) => attributes.find((text) => text.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    if (new Date(attribute('expires') ?? '9999-01-01') < new Date()) this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path: attribute('path') ?? '/' });
  }
}

function decode(text) {
  return text.replaceAll('&quot;', '"').replace(/&#x([0-9A-F]+);/g, (_, code) => String.fromCodePoint(parseInt(code, 16))).replaceAll('&amp;', '&');
}
