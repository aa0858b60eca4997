await fetch(
  `https://your-tenant-id.logto.app/api/users/${userId}`,
  {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${token}` },
  }
);
