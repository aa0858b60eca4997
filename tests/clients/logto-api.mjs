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
/** An application that manages, an organization with an invited member, and the tokens of both. */
export async function scenario(given) {
  const { apiClient } = createManagementApi('default', { clientId: given.clientId, clientSecret: given.clientSecret, baseUrl: given.endpoint });
  const must = async (call, status) => {
    const { data, error, response } = await call;
    assert.equal(response.status, status, `${response.url}: ${JSON.stringify(error)}`);
    return data;
  };
  // Answers without JSON.
  const text = { parseAs: 'text' };

  // An API with a permission, and a role that carries it.
  const resource = await must(apiClient.POST('/api/resources', { body: { name: 'Orders', indicator: given.indicator } }), 201);
  assert.deepEqual([resource.indicator, resource.accessTokenTtl, resource.scopes], [given.indicator, 3600, []]);
  const inResource = { path: { resourceId: resource.id } };
  const scope = await must(apiClient.POST('/api/resources/{resourceId}/scopes', { params: inResource, body: { name: 'read:orders', description: 'See orders' } }), 201);
  assert.equal(scope.resourceId, resource.id);
  const role = await must(apiClient.POST('/api/roles', {
    body: { name: given.roleName, description: 'Sees orders', type: 'MachineToMachine', scopeIds: [scope.id] },
  }), 200);
  const inRole = { path: { id: role.id } };
  const [held] = await must(apiClient.GET('/api/roles/{id}/scopes', { params: inRole }), 200);
  assert.deepEqual([held.id, held.resource.id], [scope.id, resource.id]);

  // An application with a second secret that gets a token with the permission of its role.
  const application = await must(apiClient.POST('/api/applications', { body: { name: 'Worker', type: 'MachineToMachine' } }), 200);
  const inApplication = { path: { id: application.id } };
  const secret = await must(apiClient.POST('/api/applications/{id}/secrets', { params: inApplication, body: { name: 'second', expiresAt: null } }), 201);
  const secrets = await must(apiClient.GET('/api/applications/{id}/secrets', { params: inApplication }), 200);
  assert.deepEqual(secrets.map(({ name }) => name).sort(), ['Default secret', 'second']);
  const assigned = await must(apiClient.POST('/api/applications/{applicationId}/roles', {
    params: { path: { applicationId: application.id } }, body: { roleIds: [role.id] },
  }), 201);
  assert.deepEqual(assigned.addedRoleIds, [role.id]);
  const token = await clientCredentials(given, application.id, secret.value, { resource: given.indicator, scope: 'read:orders' });
  assert.deepEqual([token.scope, decode(token.access_token).aud, decode(token.access_token).client_id], ['read:orders', given.indicator, application.id]);

  // An organization whose template gives its administrators a permission.
  const organizationScope = await must(apiClient.POST('/api/organization-scopes', { body: { name: given.organizationScope } }), 201);
  const organizationRole = await must(apiClient.POST('/api/organization-roles', {
    body: { name: given.organizationRole, organizationScopeIds: [organizationScope.id], resourceScopeIds: [] },
  }), 201);
  const organization = await must(apiClient.POST('/api/organizations', { body: { name: 'Acme' } }), 201);
  const inOrganization = { path: { id: organization.id } };

  // Somebody is invited, joins, and is a member in the invitation's role.
  const user = await must(apiClient.POST('/api/users', { body: { username: given.newUsername, primaryEmail: given.email } }), 200);
  const invitation = await must(apiClient.POST('/api/organization-invitations', {
    body: { invitee: given.email, organizationId: organization.id, expiresAt: Date.now() + 86_400_000, organizationRoleIds: [organizationRole.id], messagePayload: false },
  }), 201);
  assert.equal(invitation.status, 'Pending');
  const accepted = await must(apiClient.PUT('/api/organization-invitations/{id}/status', {
    params: { path: { id: invitation.id } }, body: { status: 'Accepted', acceptedUserId: user.id },
  }), 200);
  assert.deepEqual([accepted.status, accepted.acceptedUserId], ['Accepted', user.id]);
  const members = await must(apiClient.GET('/api/organizations/{id}/users', { params: inOrganization }), 200);
  assert.deepEqual(members.map((member) => [member.id, member.organizationRoles.map(({ name }) => name)]), [[user.id, [given.organizationRole]]]);
  const scopes = await must(apiClient.GET('/api/organizations/{id}/users/{userId}/scopes', { params: { path: { id: organization.id, userId: user.id } } }), 200);
  assert.deepEqual(scopes.map(({ name }) => name), [given.organizationScope]);

  // The application joins too and gets a token for the organization.
  const machineRole = await must(apiClient.POST('/api/organization-roles', {
    body: { name: `${given.organizationRole}-machine`, type: 'MachineToMachine', organizationScopeIds: [organizationScope.id], resourceScopeIds: [] },
  }), 201);
  await must(apiClient.POST('/api/organizations/{id}/applications', { params: inOrganization, body: { applicationIds: [application.id] }, ...text }), 201);
  await must(apiClient.POST('/api/organizations/{id}/applications/{applicationId}/roles', {
    params: { path: { id: organization.id, applicationId: application.id } }, body: { organizationRoleIds: [machineRole.id] }, ...text,
  }), 201);
  const inside = await clientCredentials(given, application.id, secret.value, { organization_id: organization.id, scope: given.organizationScope });
  assert.deepEqual([inside.scope, decode(inside.access_token).aud], [given.organizationScope, `urn:logto:organization:${organization.id}`]);

  // What is gone is gone everywhere.
  await must(apiClient.DELETE('/api/organizations/{id}', { params: inOrganization }), 204);
  assert.deepEqual(await must(apiClient.GET('/api/users/{userId}/organizations', { params: { path: { userId: user.id } } }), 200), []);
  await must(apiClient.DELETE('/api/applications/{id}/secrets/{name}', { params: { path: { id: application.id, name: 'second' } } }), 204);
  await assert.rejects(clientCredentials(given, application.id, secret.value, { resource: given.indicator }), /invalid_client/);
}

async function clientCredentials(given, clientId, clientSecret, parameters) {
  const response = await fetch(`${given.endpoint}/oidc/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...parameters }),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

const decode = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
