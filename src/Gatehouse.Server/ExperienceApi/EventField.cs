using Gatehouse.Server.Interactions;
using Gatehouse.Server.Platform.Validation;

namespace Gatehouse.Server.ExperienceApi;

/// <summary>The member <c>interactionEvent</c> of two bodies.</summary>
internal static class EventField
{
    public static Field<string> Instance { get; } = Schemas.OneOf(Enum.GetNames<InteractionEvent>()).Required("interactionEvent");

    public static InteractionEvent Of(Input body) => Enum.Parse<InteractionEvent>(body.Get(Instance)!);
}
