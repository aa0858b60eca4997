await fetch(
  `https://your-tenant-id.logto.app/api/users/${userId}`,
  {
    method: 'PATCH',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      name: '김철수',
      customData: { plan: 'premium', updatedAt: new Date().toISOString() },
    }),
  }
);
