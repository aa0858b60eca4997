import { useHandleSignInCallback } from '@logto/react';

export function Callback() {
  const { error } = useHandleSignInCallback(() => location.replace('/'));
  return <p role="status">{error ? `${error.name}: ${error.message}` : 'One moment'}</p>;
}
