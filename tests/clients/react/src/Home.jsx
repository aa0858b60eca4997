import { useLogto } from '@logto/react';
import { useEffect, useState } from 'react';

export function Home() {
  const { isAuthenticated, isLoading, error, signIn, signOut, getIdTokenClaims, getAccessToken, fetchUserInfo } = useLogto();
  const [known, setKnown] = useState();

  useEffect(() => {
    if (!isAuthenticated) return;
    (async () => setKnown({ claims: await getIdTokenClaims(), token: await getAccessToken(), user: await fetchUserInfo() }))();
  }, [isAuthenticated]);

  // The first render alone is loading: a token that is being fetched keeps what is shown.
  if (isLoading && !known) return <p role="status">One moment</p>;
  if (error) return <p role="alert">{`${error.name}: ${error.message}`}</p>;
  if (!isAuthenticated) return <button onClick={() => signIn(`${location.origin}/callback`)}>Sign in</button>;
  return (
    <main>
      <h1>{known ? `Hello, ${known.claims.username}` : 'One moment'}</h1>
      {known && <pre>{JSON.stringify({ ...known, token: known.token.length > 0 })}</pre>}
      <button onClick={() => signOut(location.origin)}>Sign out</button>
    </main>
  );
}
