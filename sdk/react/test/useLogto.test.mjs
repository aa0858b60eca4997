import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as ours from '@gatehouse/react';
import * as logto from '@logto/react';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';

// The account API as far as these calls go, with the answers that a test wants.
const requests = [];
let answers = {};
const server = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  const { authorization, 'content-type': type, 'logto-verification-id': verification } = request.headers;
  requests.push({ call: `${request.method} ${request.url}`, authorization, type, verification, body: body && JSON.parse(body) });
  const [status, answer] = answers[`${request.method} ${request.url}`] ?? [404, 'Not found'];
  response.writeHead(status).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
});
let endpoint;

/** What the hook answers in a component below a provider whose client is signed in, or not. */
function hook({ claims = { iss: `${endpoint}/oidc` }, token = 'the-token' } = {}) {
  class Client {
    isAuthenticated = async () => claims !== undefined;
    getAccessToken = async (...args) => {
      assert.deepEqual(args, []);
      return token;
    };
    getIdTokenClaims = async () => claims;
    fetchUserInfo = async () => ({ sub: 'the-user' });
  }
  for (const name of ['getRefreshToken', 'getAccessTokenClaims', 'getOrganizationToken', 'getOrganizationTokenClaims', 'getIdToken', 'signIn', 'signOut', 'clearAccessToken', 'clearAllTokens'])
    Client.prototype[name] = () => undefined;
  let result;
  const Probe = () => {
    result = ours.useLogto();
    return null;
  };
  renderToString(createElement(ours.LogtoProvider, { config: { endpoint, appId: 'app' }, LogtoClientClass: Client }, createElement(Probe)));
  return result;
}

const refusal = (status, code, data) => [status, { code, message: `about ${code}`, data }];

describe('useLogto', () => {
  before(async () => {
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${server.address().port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    requests.length = 0;
    answers = {};
  });

  it('is everything of @logto/react, and three functions more', async () => {
    for (const [name, value] of Object.entries(logto)) if (name !== 'useLogto') assert.equal(ours[name], value, name);
    const { updateProfile, updateCustomData, updatePassword, ...rest } = hook();
    for (const added of [updateProfile, updateCustomData, updatePassword]) assert.equal(typeof added, 'function');
    assert.deepEqual(Object.keys(rest).sort(), [
      'clearAccessToken', 'clearAllTokens', 'error', 'fetchUserInfo', 'getAccessToken', 'getAccessTokenClaims', 'getIdToken', 'getIdTokenClaims',
      'getOrganizationToken', 'getOrganizationTokenClaims', 'getRefreshToken', 'isAuthenticated', 'isLoading', 'signIn', 'signOut',
    ]);
    assert.deepEqual(await rest.fetchUserInfo(), { sub: 'the-user' });
  });

  it('changes the profile with the token that has no resource', async () => {
    answers['PATCH /api/my-account'] = [200, { id: 'u', name: '김철수' }];
    assert.deepEqual(await hook().updateProfile({ name: '김철수', avatar: null }), { id: 'u', name: '김철수' });
    assert.deepEqual(requests, [{
      call: 'PATCH /api/my-account', authorization: 'Bearer the-token', type: 'application/json', verification: undefined, body: { name: '김철수', avatar: null },
    }]);
  });

  it('sends standard claims where they belong and answers the account', async () => {
    answers = { 'PATCH /api/my-account/profile': [200, { locale: 'ko' }], 'GET /api/my-account': [200, { id: 'u', profile: { locale: 'ko' } }], 'PATCH /api/my-account': [200, { id: 'u' }] };
    assert.deepEqual(await hook().updateProfile({ profile: { locale: 'ko' } }), { id: 'u', profile: { locale: 'ko' } });
    assert.deepEqual(requests.map(({ call, body }) => [call, body]), [['PATCH /api/my-account/profile', { locale: 'ko' }], ['GET /api/my-account', '']]);
    requests.length = 0;
    await hook().updateProfile({ name: 'A', profile: { locale: 'ko' } });
    assert.deepEqual(requests.map(({ call, body }) => [call, body]), [['PATCH /api/my-account/profile', { locale: 'ko' }], ['PATCH /api/my-account', { name: 'A' }]]);
  });

  it('proves who asks before it changes the username', async () => {
    answers = { 'POST /api/verifications/password': [201, { verificationRecordId: 'the-record' }], 'PATCH /api/my-account': [200, { id: 'u', username: 'alice' }] };
    await hook().updateProfile({ username: 'alice' }, { currentPassword: 'old' });
    await hook().updateProfile({ username: 'alice' }, { verificationId: 'another' });
    assert.deepEqual(requests.map(({ call, verification, body }) => [call, verification, body]), [
      ['POST /api/verifications/password', undefined, { password: 'old' }],
      ['PATCH /api/my-account', 'the-record', { username: 'alice' }],
      ['PATCH /api/my-account', 'another', { username: 'alice' }],
    ]);
  });

  it('replaces the custom data', async () => {
    answers['PATCH /api/my-account'] = [200, { id: 'u', customData: { plan: 'premium' } }];
    assert.deepEqual(await hook().updateCustomData({ plan: 'premium' }), { plan: 'premium' });
    assert.deepEqual(requests[0].body, { customData: { plan: 'premium' } });
  });

  it('sets a password after the current one, a verification, or nothing', async () => {
    answers = { 'POST /api/verifications/password': [201, { verificationRecordId: 'the-record' }], 'POST /api/my-account/password': [204, ''] };
    assert.equal(await hook().updatePassword({ currentPassword: 'old', newPassword: 'new' }), undefined);
    await hook().updatePassword({ verificationId: 'another', newPassword: 'new' });
    await hook().updatePassword({ newPassword: 'first' });
    assert.deepEqual(requests.map(({ call, verification, body }) => [call, verification, body.password]), [
      ['POST /api/verifications/password', undefined, 'old'],
      ['POST /api/my-account/password', 'the-record', 'new'],
      ['POST /api/my-account/password', 'another', 'new'],
      ['POST /api/my-account/password', undefined, 'first'],
    ]);
  });

  it('changes nothing when the current password is wrong', async () => {
    answers['POST /api/verifications/password'] = refusal(422, 'session.invalid_credentials');
    await assert.rejects(hook().updatePassword({ currentPassword: 'wrong', newPassword: 'new' }), { name: 'AccountError', status: 422, code: 'session.invalid_credentials' });
    assert.equal(requests.length, 1);
  });

  it('tells status, code, sentence and data of a refusal', async () => {
    answers['PATCH /api/my-account'] = refusal(400, 'account_center.field_not_editable', { field: 'name' });
    await assert.rejects(hook().updateProfile({ name: 'A' }), (error) => {
      assert.ok(error instanceof ours.AccountError);
      assert.deepEqual([error.status, error.code, error.message, error.data], [400, 'account_center.field_not_editable', 'about account_center.field_not_editable', { field: 'name' }]);
      return true;
    });
  });

  it('tells an answer that is none of the API by its status', async () => {
    answers['PATCH /api/my-account'] = [502, '<h1>Bad gateway</h1>'];
    await assert.rejects(hook().updateProfile({ name: 'A' }), { status: 502, code: 'http_error_502' });
  });

  it('asks nobody when nobody is signed in', async () => {
    for (const nobody of [{ token: null }, { claims: null }]) {
      const { updateProfile } = hook(nobody);
      await assert.rejects(updateProfile({ name: 'A' }), { status: 0, code: 'not_authenticated' });
    }
    assert.deepEqual(requests, []);
  });
});
