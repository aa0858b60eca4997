// Flows through openid-client 6.
import assert from 'node:assert/strict';
import { importJWK } from 'jose';
import * as client from 'openid-client';
import { Browser } from './browser.mjs';

const insecure = { execute: [client.allowInsecureRequests] };
const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';

const authentications = {
  none: () => client.None(),
  post: (given) => client.ClientSecretPost(given.clientSecret),
  basic: (given) => client.ClientSecretBasic(given.clientSecret),
  secretJwt: (given) => client.ClientSecretJwt(given.clientSecret),
  privateKeyJwt: async (given) => client.PrivateKeyJwt({ key: await importJWK(given.privateKey, given.privateKey.alg), kid: given.privateKey.kid }),
};

async function discover(given) {
  const authentication = await authentications[given.authentication ?? 'none'](given);
  return client.discovery(new URL(given.issuer), given.clientId, undefined, authentication, insecure);
}

/** PKCE, state and nonce of one sign-in, and the parameters that carry them. */
async function secrets(given, more = {}) {
  const checks = { pkceCodeVerifier: client.randomPKCECodeVerifier(), expectedState: client.randomState(), expectedNonce: client.randomNonce(), idTokenExpected: true };
  const parameters = {
    redirect_uri: given.callback,
    scope: 'openid profile offline_access',
    prompt: 'consent',
    code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  };
  return { checks, parameters };
}

async function signIn(given, config, more, options) {
  const { checks, parameters } = await secrets(given, more);
  const callback = await new Browser(given).open(client.buildAuthorizationUrl(config, parameters));
  return client.authorizationCodeGrant(config, callback, checks, undefined, options);
}

const rejects = (promise, error) => assert.rejects(promise, (thrown) => {
  assert.equal(thrown.error, error, thrown.stack);
  return true;
});

export async function discovery(given) {
  const config = await discover(given);
  const server = config.serverMetadata();
  assert.ok(server.supportsPKCE());
  assert.equal(server.issuer, given.issuer);
  return { algorithms: server.dpop_signing_alg_values_supported };
}

/** Code with PKCE, nonce and state; the ID token's signature too; userinfo; refresh; the old refresh token's way. */
export async function code(given) {
  const config = await discover(given);
  client.enableNonRepudiationChecks(config);
  const tokens = await signIn(given, config);
  assert.equal(tokens.token_type, 'bearer');
  assert.equal(tokens.scope, 'openid profile offline_access');
  const { sub, username } = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
  assert.deepEqual([sub, username, tokens.claims().username], [given.userId, given.username, given.username]);

  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(refreshed.claims().sub, sub);
  assert.notEqual(refreshed.access_token, tokens.access_token);
  await client.fetchUserInfo(config, refreshed.access_token, sub);
  return { rotated: refreshed.refresh_token !== tokens.refresh_token };
}

export async function resource(given) {
  const config = await discover(given);
  const tokens = await signIn(given, config, { resource: given.resource, scope: `openid offline_access ${given.scope} not-owned` });
  const forResource = await client.refreshTokenGrant(config, tokens.refresh_token, { resource: given.resource });
  assert.equal(forResource.scope, given.scope);
  const claims = JSON.parse(Buffer.from(forResource.access_token.split('.')[1], 'base64url'));
  assert.deepEqual([claims.aud, claims.sub, claims.client_id, claims.iss], [given.resource, given.userId, given.clientId, given.issuer]);
  await rejects(client.refreshTokenGrant(config, forResource.refresh_token, { resource: 'https://unknown.test' }), 'invalid_target');
}

export async function par(given) {
  const config = await discover(given);
  const { checks, parameters } = await secrets(given);
  const url = await client.buildAuthorizationUrlWithPAR(config, parameters);
  assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri']);
  const callback = await new Browser(given).open(url);
  const tokens = await client.authorizationCodeGrant(config, callback, checks);
  await client.fetchUserInfo(config, tokens.access_token, given.userId);
  await rejects(client.buildAuthorizationUrlWithPAR(config, { ...parameters, redirect_uri: 'https://evil.test' }), 'invalid_redirect_uri');
}

export async function dpop(given) {
  const config = await discover(given);
  const [DPoP, other] = await Promise.all([1, 2].map(async () => client.getDPoPHandle(config, await client.randomDPoPKeyPair())));
  const tokens = await signIn(given, config, {}, { DPoP });
  assert.equal(tokens.token_type, 'dpop');
  await client.fetchUserInfo(config, tokens.access_token, given.userId, { DPoP });
  for (const options of [{}, { DPoP: other }]) await assert.rejects(client.fetchUserInfo(config, tokens.access_token, given.userId, options));
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
  assert.equal(refreshed.token_type, 'dpop');
  await client.fetchUserInfo(config, refreshed.access_token, given.userId, { DPoP });
  // RFC 9449 section 5: refresh tokens of public clients are bound to the key.
  await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token, undefined, { DPoP: other }));
}

export async function device(given) {
  const config = await discover(given);
  const device = await client.initiateDeviceAuthorization(config, { scope: 'openid profile offline_access' });
  await rejects(client.genericGrantRequest(config, 'urn:ietf:params:oauth:grant-type:device_code', { device_code: device.device_code }), 'authorization_pending');
  const end = await new Browser(given).open(device.verification_uri_complete);
  assert.equal(end.pathname, '/device/success');
  const tokens = await client.pollDeviceAuthorizationGrant(config, { ...device, interval: 0.1 });
  assert.equal(tokens.claims().sub, given.userId);
  await client.fetchUserInfo(config, tokens.access_token, given.userId);
  assert.ok((await client.refreshTokenGrant(config, tokens.refresh_token)).access_token);
}

export async function clientCredentials(given) {
  const config = await discover(given);
  const tokens = await client.clientCredentialsGrant(config, { resource: given.resource, scope: given.scope });
  assert.deepEqual([tokens.token_type, tokens.scope, tokens.expires_in], ['bearer', given.scope, 3600]);
  await rejects(client.clientCredentialsGrant(config, { resource: 'https://unknown.test' }), 'invalid_target');
  const wrong = await client.discovery(new URL(given.issuer), given.clientId, undefined, client.ClientSecretPost('wrong'), insecure);
  // Without a Basic header there is no challenge, so the library reports the error body.
  await rejects(client.clientCredentialsGrant(wrong, { resource: given.resource }), 'invalid_client');
}

export async function dpopClientCredentials(given) {
  const config = await discover(given);
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
  const tokens = await client.clientCredentialsGrant(config, { resource: given.resource, scope: given.scope }, { DPoP });
  assert.equal(tokens.token_type, 'dpop');
  const { cnf } = JSON.parse(Buffer.from(tokens.access_token.split('.')[1], 'base64url'));
  assert.equal(cnf.jkt, await DPoP.calculateThumbprint());
}

export async function tokenExchange(given) {
  const config = await discover(given);
  const tokens = await signIn(given, config);
  const exchanged = await client.genericGrantRequest(config, exchange, {
    subject_token: tokens.access_token, subject_token_type: accessToken, resource: given.resource, scope: given.scope,
  });
  assert.deepEqual([exchanged.scope, exchanged.refresh_token, exchanged.id_token], [given.scope, undefined, undefined]);
  assert.equal(JSON.parse(Buffer.from(exchanged.access_token.split('.')[1], 'base64url')).sub, given.userId);
  await rejects(client.genericGrantRequest(config, exchange, { subject_token: 'unknown', subject_token_type: accessToken }), 'invalid_grant');
}

/** Introspection and revocation: revoking either token ends both. */
export async function introspectionAndRevocation(given) {
  const config = await discover(given);
  for (const revoked of ['access_token', 'refresh_token']) {
    const tokens = await signIn(given, config);
    const live = await client.tokenIntrospection(config, tokens.access_token);
    assert.deepEqual([live.active, live.sub, live.client_id, live.scope], [true, given.userId, given.clientId, 'openid profile offline_access']);
    assert.equal((await client.tokenIntrospection(config, tokens.refresh_token)).active, true);
    await client.tokenRevocation(config, tokens[revoked]);
    for (const token of [tokens.access_token, tokens.refresh_token]) assert.deepEqual(await client.tokenIntrospection(config, token), { active: false });
    await rejects(client.refreshTokenGrant(config, tokens.refresh_token), 'invalid_grant');
  }
}

export async function endSession(given) {
  const config = await discover(given);
  const browser = new Browser(given);
  const { checks, parameters } = await secrets(given);
  const tokens = await client.authorizationCodeGrant(config, await browser.open(client.buildAuthorizationUrl(config, parameters)), checks);
  const silent = async () => {
    const again = await secrets(given, { prompt: 'none', scope: 'openid' });
    const callback = await browser.open(client.buildAuthorizationUrl(config, again.parameters));
    return client.authorizationCodeGrant(config, callback, again.checks);
  };
  assert.equal((await silent()).claims().sub, given.userId);
  const out = client.buildEndSessionUrl(config, { post_logout_redirect_uri: given.bye, id_token_hint: tokens.id_token, state: 'gone' });
  assert.equal((await browser.open(out)).href, `${given.bye}?state=gone`);
  await rejects(silent(), 'login_required');
}

/** Client authentication by assertion, at the token, introspection and revocation endpoints and at PAR. */
export async function assertion(given) {
  const config = await discover(given);
  const { checks, parameters } = await secrets(given);
  const callback = await new Browser(given).open(await client.buildAuthorizationUrlWithPAR(config, parameters));
  const tokens = await client.authorizationCodeGrant(config, callback, checks);
  assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, true);
  await client.tokenRevocation(config, tokens.refresh_token);
  assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
}

/** The implicit flow is advertised and refused. */
export async function implicit(given) {
  const config = await discover(given);
  client.useIdTokenResponseType(config);
  const nonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(config, { redirect_uri: given.callback, scope: 'openid', nonce, state: 's' });
  assert.equal(url.searchParams.get('response_type'), 'id_token');
  await rejects(client.implicitAuthentication(config, await new Browser(given).open(url), nonce, { expectedState: 's' }), 'invalid_request');
}

/** What goes wrong comes as the library's own errors. */
export async function errors(given) {
  const config = await discover(given);
  const { checks, parameters } = await secrets(given);
  const callback = await new Browser(given).open(client.buildAuthorizationUrl(config, parameters));
  await rejects(client.authorizationCodeGrant(config, callback, { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() }), 'invalid_grant');
  const tokens = await client.authorizationCodeGrant(config, callback, checks);
  await rejects(client.authorizationCodeGrant(config, callback, checks), 'invalid_grant');
  // The second use of the code has ended what came of the first.
  await rejects(client.refreshTokenGrant(config, tokens.refresh_token), 'invalid_grant');
  await assert.rejects(client.fetchUserInfo(config, tokens.access_token, given.userId), (thrown) => thrown.cause?.[0]?.parameters?.error === 'invalid_token');

  const none = await secrets(given, { prompt: 'none' });
  const refused = await new Browser(given).open(client.buildAuthorizationUrl(config, none.parameters));
  await rejects(client.authorizationCodeGrant(config, refused, none.checks), 'login_required');

  const foreign = new URL(callback);
  foreign.searchParams.set('iss', 'https://other.test');
  await assert.rejects(client.authorizationCodeGrant(config, foreign, checks), { code: 'OAUTH_INVALID_RESPONSE' });
}
