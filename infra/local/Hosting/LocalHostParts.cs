using Solde.Local.Durable;
using Solde.Platform.Storage;

namespace Solde.Local.Hosting;

/// <summary>Everything a local host consists of, put together and found sound before anything is started.</summary>
internal sealed record LocalHostParts(
    LocalHostOptions Options,
    IReadOnlyList<FunctionMetadata> Functions,
    AppSupervisor App,
    AppClient Client,
    QueueSet Queues,
    IReadOnlyList<TimerFunction> Timers,
    TaskHub? Hub,
    TaskHubAddress HubAddress,
    WebApplication Server,
    UnderWay UnderWay,
    CancellationTokenSource GiveUp)
{
    public static async Task<LocalHostParts> BuildAsync(LocalHostOptions options, CancellationToken cancellationToken)
    {
        var host = HostJson.Read(options.AppDirectory);
        var functions = FunctionMetadata.ReadAll(options.AppDirectory);
        var settings = new AppSettings(options.Settings);
        var account = StorageAccount.Parse(options.StorageConnectionString);
        var bodies = new MessageBodies(await ContainerAsync(account, "local-messages", cancellationToken));
        var queues = new QueueSet(account, bodies, settings, options.Clock);
        await queues.CreateAsync(functions, cancellationToken);

        var statuses = new TimerStatuses(await ContainerAsync(account, "local-timers", cancellationToken), AppName(options));
        var app = new AppSupervisor(host, options);
        var client = new AppClient(app);
        var underWay = new UnderWay();
        var giveUp = new CancellationTokenSource();
        var server = HttpServer.Build(options);
        var hubName = HubName(host, options);
        var hubAddress = new TaskHubAddress(hubName, () => HttpServer.Address(server));
        var call = new WrappedCall(
            client, new Outputs(queues.Of), new ClientBindings(hubAddress), host.FunctionTimeout, options.Clock, options.AppOutput);
        var delivery = new MessageDelivery(call, options, underWay, giveUp.Token);
        foreach (var function in functions.Where(function => function.Trigger.Is(BindingTypes.ServiceBusTrigger)))
            queues.AddPump(function, queue => new QueuePump(queue, function, delivery, client, options));
        var timers = functions.Where(IsTimer)
            .Select(function => new TimerFunction(function, ReadSchedule(function, settings), statuses, call, underWay, options))
            .ToArray();

        TaskHub? hub = null;
        if (functions.SelectMany(function => function.Bindings).Any(IsDurable))
        {
            hub = new TaskHub(new TaskHubOptions
            {
                Account = account,
                Functions = new AppFunctions(functions, call, underWay),
                Name = hubName,
                Clock = options.Clock,
                Log = options.AppOutput,
            });
            new TaskHubApi(hub, hubAddress).Map(server);
        }
        new DeadLetterEndpoint(queues, options).Map(server);
        new AdminEndpoint(functions, timers, call, underWay, options, giveUp.Token).Map(server);
        new HttpRoutes(host, options, new ForwardedHttp(client), new WrappedHttp(call), underWay).Map(server, functions);
        return new LocalHostParts(options, functions, app, client, queues, timers, hub, hubAddress, server, underWay, giveUp);
    }

    private static bool IsTimer(FunctionMetadata function) => function.Trigger.Is(BindingTypes.TimerTrigger);

    private static bool IsDurable(FunctionBinding binding) =>
        binding.Is(BindingTypes.OrchestrationTrigger) || binding.Is(BindingTypes.ActivityTrigger) || binding.Is(BindingTypes.DurableClient);

    private static string HubName(HostJson host, LocalHostOptions options) =>
        (options.TaskHubName ?? host.TaskHubName) is { } name ? TaskHubName.Check(name) : TaskHubName.Of(AppName(options));

    private static string AppName(LocalHostOptions options) =>
        options.AppName ?? new DirectoryInfo(options.AppDirectory).Name;

    private static TimerSchedule ReadSchedule(FunctionMetadata function, AppSettings settings)
    {
        try
        {
            var zone = settings["WEBSITE_TIME_ZONE"] is { Length: > 0 } id ? TimeZoneInfo.FindSystemTimeZoneById(id) : TimeZoneInfo.Utc;
            return new TimerSchedule(settings.Expand(function.Trigger.Text("schedule")!), zone);
        }
        catch (Exception reason) when (reason is InvalidDataException or TimeZoneNotFoundException)
        {
            throw new InvalidDataException($"Function '{function.Name}', binding '{function.Trigger.Name}': {reason.Message}", reason);
        }
    }

    private static async Task<BlobContainerClient> ContainerAsync(StorageAccount account, string name, CancellationToken cancellationToken)
    {
        var container = new BlobContainerClient(account, name);
        await container.CreateIfNotExistsAsync(cancellationToken);
        return container;
    }
}
