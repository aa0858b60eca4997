async function getManagementApiToken(): Promise<string> {
  const response = await fetch(
    'https://your-tenant-id.logto.app/oidc/token',
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: process.env.LOGTO_M2M_APP_ID!,
        client_secret: process.env.LOGTO_M2M_APP_SECRET!,
        resource: 'https://your-tenant-id.logto.app/api',
        scope: 'all',
      }),
    }
  );
 
  const { access_token } = await response.json();
  return access_token;
}
