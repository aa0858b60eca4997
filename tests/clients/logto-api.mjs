// The Management API through @logto/api 1.42.0.
import assert from 'node:assert/strict';
import { createManagementApi } from '@logto/api/management';

export async function management(given) {
  const requests = [];
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push([request.method, new URL(request.url).pathname, request.headers.get('authorization')?.split(' ')[0]]);
    return send(request);
  };
  const { apiClient, clientCredentials } = createManagementApi('default', { clientId: given.clientId, clientSecret: given.clientSecret, baseUrl: given.endpoint });
  const { value, scope } = await clientCredentials.getAccessToken();
  assert.deepEqual([value.split('.').length, scope], [3, 'all']);

  const list = await apiClient.GET('/api/users', { params: { query: { page: 1, page_size: 2 } } });
  assert.ok(list.data.length <= 2);
  const created = await apiClient.POST('/api/users', { body: { username: given.newUsername, name: 'Ann' } });
  const userId = created.data.id;
  assert.equal(created.data.username, given.newUsername);
  const changed = await apiClient.PATCH('/api/users/{userId}', { params: { path: { userId } }, body: { name: 'Bea' } });
  assert.equal(changed.data.name, 'Bea');
  const deleted = await apiClient.DELETE('/api/users/{userId}', { params: { path: { userId } } });
  assert.equal(deleted.response.status, 204);
  const unknown = await apiClient.GET('/api/users/{userId}', { params: { path: { userId } } });
  assert.deepEqual([unknown.response.status, unknown.error.code, typeof unknown.error.message], [404, 'entity.not_found', 'string']);

  // One token for all of it.
  assert.deepEqual(requests.map(([method, path]) => `${method} ${path}`), [
    'POST /oidc/token', 'GET /api/users', 'POST /api/users', `PATCH /api/users/${userId}`, `DELETE /api/users/${userId}`, `GET /api/users/${userId}`,
  ]);
  assert.ok(requests.slice(1).every(([, , scheme]) => scheme === 'Bearer'));
}
