using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Solde.Platform.Hosting;

namespace Solde.Platform.Telemetry;

/// <summary>Turns OpenTelemetry on where a setting asks for it.</summary>
public static class TelemetryExport
{
    public static void AddTelemetry(this FunctionAppBuilder app)
    {
        var settings = TelemetrySettings.From(app.Configuration);
        if (settings.IsOn)
            TurnOn(app, settings);
    }

    // Methods of their own: what they name is loaded when they are called, and a cold start that is not traced pays nothing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TurnOn(FunctionAppBuilder app, TelemetrySettings settings)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(
            "solde", serviceInstanceId: app.Configuration["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] ?? Environment.MachineName);
        app.Services.AddSingleton<IHostedService>(_ => new Export(Tracing(settings, resource), Metrics(settings, resource)));
        if (settings.Otlp is { } otlp)
        {
            app.Web.Logging.AddOpenTelemetry(logs =>
            {
                logs.IncludeScopes = true;
                logs.SetResourceBuilder(resource).AddOtlpExporter(options => Point(options, otlp, "v1/logs"));
            });
        }
    }

    private static TracerProvider Tracing(TelemetrySettings settings, ResourceBuilder resource)
    {
        var traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.SampleRatio)))
            .AddSource(Traces.All);
        if (settings.Otlp is { } otlp)
            traces.AddOtlpExporter(options => Point(options, otlp, "v1/traces"));
        if (settings.IsConsole)
            traces.AddProcessor(new SimpleActivityExportProcessor(new ConsoleSpans(Console.Out)));
        return traces.Build();
    }

    private static MeterProvider Metrics(TelemetrySettings settings, ResourceBuilder resource)
    {
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Traces.All);
        if (settings.Otlp is { } otlp)
        {
            metrics.AddOtlpExporter((options, reader) =>
            {
                Point(options, otlp, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.MetricsInterval.TotalMilliseconds;
            });
        }
        if (settings.IsConsole)
        {
            metrics.AddReader(new PeriodicExportingMetricReader(
                new ConsoleMetrics(Console.Out), (int)settings.MetricsInterval.TotalMilliseconds));
        }
        return metrics.Build();
    }

    private static void Point(OtlpExporterOptions options, Uri otlp, string signal)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(otlp, signal);
    }

    /// <summary>Made when the app starts; what waits to be sent is sent when it stops.</summary>
    private sealed class Export(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.Dispose();
            metrics.Dispose();
            return Task.CompletedTask;
        }
    }
}
