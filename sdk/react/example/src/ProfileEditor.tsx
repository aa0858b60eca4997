import { useLogto } from '@gatehouse/react';

function ProfileEditor() {
  const { updateProfile, fetchUserInfo } = useLogto();

  const handleNameUpdate = async (newName: string) => {
    await updateProfile({ name: newName });
    const updated = await fetchUserInfo();
    console.log('업데이트된 이름:', updated.name);
  };

  return (
    <form onSubmit={(e) => {
      e.preventDefault();
      handleNameUpdate(e.currentTarget.name.value);
    }}>
      <input name="name" placeholder="새 이름" />
      <button type="submit">저장</button>
    </form>
  );
}

export { ProfileEditor };
