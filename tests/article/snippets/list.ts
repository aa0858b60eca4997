const token = await getManagementApiToken();
 
const users = await fetch(
  'https://your-tenant-id.logto.app/api/users?page=1&page_size=20',
  {
    headers: { Authorization: `Bearer ${token}` },
  }
).then(r => r.json());
