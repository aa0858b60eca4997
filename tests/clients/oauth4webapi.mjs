// Flows through oauth4webapi 3, which checks every answer to the letter.
import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import { Browser } from './browser.mjs';

const insecure = { [oauth.allowInsecureRequests]: true };

async function discover(given) {
  const issuer = new URL(given.issuer);
  const response = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure });
  return oauth.processDiscoveryResponse(issuer, response);
}

/** From the request to tokens whose signature is verified with the published keys. */
async function signIn(given, { DPoP, pushed = false } = {}) {
  const [as, client, authentication] = [await discover(given), { client_id: given.clientId }, oauth.None()];
  const [verifier, state, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce()];
  const parameters = new URLSearchParams({
    client_id: given.clientId, redirect_uri: given.callback, response_type: 'code', prompt: 'consent',
    scope: `openid profile offline_access ${given.scope}`, resource: given.resource, state, nonce, max_age: '600',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  });
  let query = parameters;
  if (pushed) {
    const response = await oauth.pushedAuthorizationRequest(as, client, authentication, parameters, { DPoP, ...insecure });
    const { request_uri, expires_in } = await oauth.processPushedAuthorizationResponse(as, client, response);
    assert.equal(expires_in, 60);
    query = new URLSearchParams({ client_id: given.clientId, request_uri });
  }
  const callback = await new Browser(given).open(`${as.authorization_endpoint}?${query}`);
  const answer = oauth.validateAuthResponse(as, client, callback, state);
  const response = await oauth.authorizationCodeGrantRequest(as, client, authentication, answer, given.callback, verifier, { DPoP, ...insecure });
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce: nonce, maxAge: 600, requireIdToken: true });
  await oauth.validateApplicationLevelSignature(as, response, insecure);
  assert.equal(oauth.getValidatedIdTokenClaims(tokens).sub, given.userId);
  return { as, client, authentication, tokens };
}

async function userinfo(given, { as, client, tokens }, DPoP) {
  const response = await oauth.userInfoRequest(as, client, tokens.access_token, { DPoP, ...insecure });
  return oauth.processUserInfoResponse(as, client, given.userId, response);
}

async function resourceToken(given, { as, client, authentication, tokens }, DPoP) {
  const options = { DPoP, additionalParameters: { resource: given.resource }, ...insecure };
  const response = await oauth.refreshTokenGrantRequest(as, client, authentication, tokens.refresh_token, options);
  return oauth.processRefreshTokenResponse(as, client, response);
}

function validate(given, as, token, type) {
  const request = new Request(given.resource, { headers: { authorization: `${type} ${token}` } });
  return oauth.validateJwtAccessToken(as, request, given.resource, insecure);
}

export async function code(given) {
  const signedIn = await signIn(given);
  assert.equal((await userinfo(given, signedIn)).username, given.username);
}

export async function jwtAccessToken(given) {
  const signedIn = await signIn(given);
  const { access_token: token, scope } = await resourceToken(given, signedIn);
  const claims = await validate(given, signedIn.as, token, 'Bearer');
  assert.deepEqual([claims.sub, claims.client_id, claims.scope, scope], [given.userId, given.clientId, given.scope, given.scope]);
  const [header, payload, signature] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url')), sub: 'other' })).toString('base64url');
  await assert.rejects(validate(given, signedIn.as, `${header}.${forged}.${signature}`, 'Bearer'));
  await assert.rejects(validate({ ...given, resource: 'https://other.test' }, signedIn.as, token, 'Bearer'));
}

export async function dpop(given) {
  const DPoP = oauth.DPoP({ client_id: given.clientId }, await oauth.generateKeyPair('ES256'));
  const signedIn = await signIn(given, { DPoP });
  assert.equal(signedIn.tokens.token_type, 'dpop');
  await userinfo(given, signedIn, DPoP);
  const { access_token: token } = await resourceToken(given, signedIn, DPoP);
  const { cnf } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  assert.equal(cnf.jkt, await DPoP.calculateThumbprint());
}

export async function par(given) {
  const signedIn = await signIn(given, { pushed: true });
  await userinfo(given, signedIn);
}
