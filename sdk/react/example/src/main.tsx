import { LogtoProvider, useHandleSignInCallback, useLogto } from '@gatehouse/react';
import { createRoot } from 'react-dom/client';
import { ProfileEditor } from './ProfileEditor';

const config = {
  endpoint: import.meta.env.VITE_GATEHOUSE_ENDPOINT,
  appId: import.meta.env.VITE_GATEHOUSE_APP_ID,
};

function Callback() {
  const { error } = useHandleSignInCallback(() => location.replace('/'));
  return <p role="status">{error ? error.message : '잠시만요'}</p>;
}

function Home() {
  const { isAuthenticated, signIn, signOut } = useLogto();
  if (!isAuthenticated) return <button onClick={() => signIn(`${location.origin}/callback`)}>로그인</button>;
  return (
    <main>
      <h1>프로필</h1>
      <ProfileEditor />
      <button onClick={() => signOut(location.origin)}>로그아웃</button>
    </main>
  );
}

createRoot(document.getElementById('root')!).render(
  <LogtoProvider config={config}>{location.pathname === '/callback' ? <Callback /> : <Home />}</LogtoProvider>,
);
