using Gatehouse.Server.Platform;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gatehouse.Server.Hosting;

/// <summary>Logs for people and machines; traces and metrics by the OTEL_* variables of the OpenTelemetry specification, off when unset.</summary>
internal static class Telemetry
{
    private static readonly string[] Switches = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>Lines for a terminal, JSON for a pipe; <c>Logging:Console:FormatterName</c> overrules.</summary>
    public static void AddGatehouseLogging(this ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // The key ring is encrypted by our own encryptor, which the framework does not count.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName ??=
            Terminal.IsPiped ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple);
        logging.AddSimpleConsole(format => format.SingleLine = true);
        logging.AddJsonConsole(format => format.IncludeScopes = true);
    }

    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (!Switches.Any(name => configuration[name] is { Length: > 0 })) return;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gatehouse"))
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddMeter("Npgsql", "System.Runtime").AddOtlpExporter());
    }
}
