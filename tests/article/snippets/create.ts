const newUser = await fetch(
  'https://your-tenant-id.logto.app/api/users',
  {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({
      primaryEmail: 'user@example.com',
      name: '홍길동',
      password: 'SecurePassword123!',
      customData: { department: 'engineering', employeeId: 'EMP-001' },
    }),
  }
).then(r => r.json());
 
console.log('생성된 사용자 ID:', newUser.id);
