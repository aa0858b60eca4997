namespace Gatehouse.Server.Jobs;

internal static class JobsModule
{
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobBell>();
        services.AddSingleton<RunJob>();
        services.AddSingleton<ForgetJobs>();
        services.AddHostedService<JobDispatcherJob>();
        services.AddScoped<AdvanceJob>();
        services.AddScoped<CancelJob>();
        services.AddScoped<CreateJob>();
        services.AddScoped<FindJob>();
    }

    public static void AddJobType<T>(this IServiceCollection services, string name) where T : class, IJobWork
    {
        var factory = ActivatorUtilities.CreateFactory<T>([]);
        services.AddSingleton(new JobType(name, provider => factory(provider, [])));
    }
}
