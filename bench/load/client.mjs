// A client of a server under measurement: requests with keep-alive, tokens, a sign-in as browsers and public clients do it.
import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';

/** The application that BOOTSTRAP_M2M_APP_ID and its secret name to the server, or make there. */
export const machineApp = {
  BOOTSTRAP_M2M_APP_ID: process.env.BOOTSTRAP_M2M_APP_ID ?? 'bench', BOOTSTRAP_M2M_APP_SECRET: process.env.BOOTSTRAP_M2M_APP_SECRET ?? 'bench-secret-of-the-benchmark',
};
/** Of every user who has one. */
export const password = 'SecurePassword123!';
/** What asks for a token of the Management API. */
export const clientCredentials = {
  grant_type: 'client_credentials', client_id: machineApp.BOOTSTRAP_M2M_APP_ID, client_secret: machineApp.BOOTSTRAP_M2M_APP_SECRET, resource: 'https://default.logto.app/api', scope: 'all',
};

export class Client {
  #agent;

  constructor(endpoint, sockets) {
    this.endpoint = endpoint;
    this.app = { client_id: 'demo-app', redirect_uri: `${endpoint}/demo-app` };
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: sockets });
  }

  send(method, path, { body, type, cookies, headers } = {}) {
    return new Promise((resolve, reject) => {
      const all = { ...headers, ...(type && { 'content-type': type, 'content-length': Buffer.byteLength(body ?? '') }) };
      if (cookies?.size) all.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const request = http.request(this.endpoint + path, { method, agent: this.#agent, headers: all }, (response) => {
        let text = '';
        response.on('data', (chunk) => { text += chunk; });
        response.on('end', () => {
          for (const line of response.headers['set-cookie'] ?? []) {
            const [name, value] = line.split(';', 1)[0].split(/=(.*)/s);
            if (value) cookies?.set(name, value);
            else cookies?.delete(name);
          }
          if (response.statusCode >= 400) reject(new Error(`${method} ${path} answered ${response.statusCode}: ${text}`));
          else resolve({ location: response.headers.location, json: () => JSON.parse(text) });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  form(path, fields) {
    return this.send('POST', path, { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' });
  }

  json(method, path, body, more) {
    return this.send(method, path, { body: body && JSON.stringify(body), type: 'application/json', ...more });
  }

  /** Headers with a token of the Management API. */
  async bearer() {
    return { authorization: `Bearer ${(await this.form('/oidc/token', clientCredentials)).json().access_token}` };
  }

  /** Users with a password, named by a mark and a number. */
  async makeUsers(mark, count) {
    const headers = await this.bearer();
    const names = Array.from({ length: count }, (_, index) => `${mark}${index}`);
    await Promise.all(names.map((username) => this.json('POST', '/api/users', { username, password }, { headers })));
    return names;
  }

  /** Request, page, password, consent, code, tokens: as a browser and a public client do it. */
  async signIn(username) {
    const [cookies, verifier] = [new Map(), randomBytes(32).toString('base64url')];
    const query = new URLSearchParams({
      ...this.app, response_type: 'code', scope: 'openid profile offline_access', prompt: 'consent', state: 's',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
    });
    await this.send('GET', `/oidc/auth?${query}`, { cookies });
    await this.json('PUT', '/api/experience', { interactionEvent: 'SignIn' }, { cookies });
    const hashing = performance.now();
    const verified = await this.json('POST', '/api/experience/verification/password', { identifier: { type: 'username', value: username }, password }, { cookies });
    const passwordTime = performance.now() - hashing;
    await this.json('POST', '/api/experience/identification', { verificationId: verified.json().verificationId }, { cookies });
    let next = (await this.json('POST', '/api/experience/submit', undefined, { cookies })).json().redirectTo;
    while (!next.startsWith(`${this.app.redirect_uri}?`)) next = (await this.send('GET', new URL(next, this.endpoint).href.slice(this.endpoint.length), { cookies })).location;
    const code = new URL(next).searchParams.get('code');
    const tokens = await this.form('/oidc/token', { ...this.app, grant_type: 'authorization_code', code, code_verifier: verifier });
    return { accessToken: tokens.json().access_token, refreshToken: tokens.json().refresh_token, passwordTime };
  }

  /** The tokens that follow a refresh token, which is used up. */
  async refresh(refreshToken) {
    const { access_token: accessToken, refresh_token: next } = (await this.form('/oidc/token', { client_id: this.app.client_id, grant_type: 'refresh_token', refresh_token: refreshToken })).json();
    return { accessToken, refreshToken: next };
  }

  close() {
    this.#agent.destroy();
  }
}
