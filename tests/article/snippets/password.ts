await fetch(
  `https://your-tenant-id.logto.app/api/users/${userId}/password`,
  {
    method: 'PATCH',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ password: 'NewTemporaryPassword123!' }),
  }
);
