using Gatehouse.Server.Platform.Errors;

namespace Gatehouse.Server.Roles;

/// <summary>Asked before a role is deleted or gets another name: some are known by their names. Null: go on.</summary>
internal delegate Refusal? KeepRole(Role role);
