using Solde.Local.Day;
using Solde.Local.Desk;

if (!DeskOptions.TryParse(args, out var options, out var wrong))
{
    Console.Error.WriteLine(wrong);
    Console.Error.WriteLine(DeskOptions.Usage);
    return 64;
}

using var stop = new StopSignal();
try
{
    await using var desk = await LocalDesk.StartAsync(options, stop.Token);
    var holds = true;
    if (options.RunsTheDay)
    {
        var report = await WorkingDay.RunAsync(desk, stop.Token);
        holds = report.Holds;
        if (options.Traces) desk.SayTraceOfPayment();
    }
    if (options.KeepsServing)
    {
        desk.SayWhereItServes();
        await stop.WaitAsync();
    }
    return holds ? 0 : 1;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 130;
}
catch (DeskException reason)
{
    Console.Error.WriteLine(reason.Message);
    return 1;
}
