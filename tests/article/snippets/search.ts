const result = await fetch(
  'https://your-tenant-id.logto.app/api/users?search=user@example.com&searchFields[]=primaryEmail',
  {
    headers: { Authorization: `Bearer ${token}` },
  }
).then(r => r.json());
