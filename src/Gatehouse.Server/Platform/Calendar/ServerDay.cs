namespace Gatehouse.Server.Platform.Calendar;

/// <summary>Days of the server's time zone, as the dashboard counts them (contract/management-misc.md 2).</summary>
internal static class ServerDay
{
    extension(TimeProvider time)
    {
        /// <summary>The day that a moment is in.</summary>
        public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, time.LocalTimeZone));

        public DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

        /// <summary>Its first moment, UTC. Where midnight is skipped in spring, the day begins later.</summary>
        public DateTime StartOf(DateOnly day)
        {
            var local = day.ToDateTime(TimeOnly.MinValue);
            while (time.LocalTimeZone.IsInvalidTime(local)) local = local.AddMinutes(15);
            return TimeZoneInfo.ConvertTimeToUtc(local, time.LocalTimeZone);
        }
    }
}
