import { useLogto as useLogtoItself } from '@logto/react';
import { useMemo } from 'react';
import * as account from './account.js';
import type { Access, Account, CustomData, Identification, PasswordUpdate, ProfileUpdate } from './account.js';
import { AccountError } from './AccountError.js';

/** What {@link useLogto} knows beyond that of `@logto/react`. Each of these rejects with an {@link AccountError} when it is refused. */
export interface Gatehouse {
  /**
   * Changes the profile of the user and answers the account as it is then. `fetchUserInfo()` tells the new values at once; the claims of the ID
   * token are the old ones until it is renewed.
   *
   * @param identification Needed to change the username.
   */
  updateProfile: (update: ProfileUpdate, identification?: Identification) => Promise<Account>;
  /** Replaces the custom data of the user as a whole. Asks for the scope `custom_data`. */
  updateCustomData: (customData: CustomData) => Promise<CustomData>;
  /** Sets a new password. The user stays signed in, here and elsewhere. */
  updatePassword: (update: PasswordUpdate) => Promise<void>;
}

/** `useLogto()` of `@logto/react` with what changes the user's own account. */
export function useLogto(): ReturnType<typeof useLogtoItself> & Gatehouse {
  const logto = useLogtoItself();
  const { getAccessToken, getIdTokenClaims } = logto;
  const gatehouse = useMemo<Gatehouse>(() => {
    const open = async (): Promise<Access> => {
      const issuer = (await getIdTokenClaims())?.iss;
      // The token without a resource is the one that the account API takes.
      const token = issuer && (await getAccessToken());
      if (!issuer || !token) throw new AccountError(0, 'not_authenticated', 'Nobody is signed in');
      return { endpoint: issuer.replace(/\/oidc$/, ''), token };
    };
    return {
      updateProfile: async (update, identification) => account.updateProfile(await open(), update, identification),
      updateCustomData: async (customData) => account.updateCustomData(await open(), customData),
      updatePassword: async (update) => account.updatePassword(await open(), update),
    };
  }, [getAccessToken, getIdTokenClaims]);
  return { ...logto, ...gatehouse };
}
