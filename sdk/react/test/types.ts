// Compiled, never run: what an application may write and what the compiler tells it.
import { AccountError, LogtoProvider, useLogto, UserScope, type Account, type LogtoConfig } from '@gatehouse/react';

export const config: LogtoConfig = { endpoint: 'https://auth.example.com', appId: 'app', scopes: [UserScope.CustomData] };
export const provider: typeof LogtoProvider = LogtoProvider;

export async function use(): Promise<Account | undefined> {
  const { isAuthenticated, fetchUserInfo, updateProfile, updateCustomData, updatePassword } = useLogto();
  const shown: string | null | undefined = (await fetchUserInfo())?.name;
  if (!isAuthenticated || shown === null) return undefined;
  try {
    await updateCustomData({ plan: 'premium' });
    await updatePassword({ currentPassword: 'old', newPassword: 'new' });
    await updateProfile({ username: 'alice' }, { currentPassword: 'old' });
    // @ts-expect-error A name is a text.
    await updateProfile({ name: 1 });
    // @ts-expect-error An unknown member is a mistake.
    await updateProfile({ nmae: 'Alice' });
    // @ts-expect-error A password is not changed to nothing.
    await updatePassword({ currentPassword: 'old' });
    return await updateProfile({ name: 'Alice', avatar: null, profile: { locale: 'ko' } });
  } catch (error) {
    if (error instanceof AccountError && error.status === 422) return undefined;
    throw error;
  }
}
