using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Solde.Tests.Bicep;

namespace Solde.Tests.Deployment;

/// <summary>The runbook's command, against a bus that answers as its REST interface is documented.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReplayDeadLettersTests : IAsyncLifetime
{
    private const string Queue = "provider-events";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("solde-replay-");

    /// <summary>By lock where one is locked; the others have an empty one.</summary>
    private readonly List<(string Body, string Lock)> _dead = [("{\"id\":\"evt_1\",\"name\":\"Zoë\"}", ""), ("'; rm -rf x", ""), ("{\"id\":\"evt_3\"}", "")];

    private readonly List<(string Body, string? Type)> _sent = [];
    private WebApplication _bus = null!;
    private Func<HttpContext, int?> _trouble = _ => null;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _bus = builder.Build();
        _bus.Use((context, next) =>
        {
            if (context.Request.Headers.Authorization != "Bearer token-of-az")
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else if (_trouble(context) is { } status)
                context.Response.StatusCode = status;
            else
                return next(context);
            return Task.CompletedTask;
        });
        _bus.MapPost($"/{Queue}/$DeadLetterQueue/messages/head", Lock);
        _bus.MapDelete($"/{Queue}/$DeadLetterQueue/messages/{{number}}/{{token}}", (string token) =>
            _dead.RemoveAll(message => message.Lock == token) == 1 ? Results.Ok() : Results.NotFound());
        _bus.MapPost($"/{Queue}/messages", (Delegate)SendAsync);
        await _bus.StartAsync();

        var az = Path.Combine(_folder.FullName, "az");
        await File.WriteAllTextAsync(az, "#!/bin/sh\n[ \"$4\" = https://servicebus.azure.net ] && echo token-of-az\n");
        File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public async Task DisposeAsync()
    {
        await _bus.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_dead_letter_is_sent_again_as_it_was_and_lies_there_no_more()
    {
        var expected = _dead.Select(message => message.Body).ToArray();

        var (code, output, error) = await RunAsync(Queue);

        Assert.Equal((0, "{\"replayed\":3}", ""), (code, output.Trim(), error));
        Assert.Equal(expected, _sent.Select(message => message.Body));
        Assert.All(_sent, message => Assert.Equal("application/json", message.Type));
        Assert.Empty(_dead);
    }

    [Fact]
    public async Task No_more_than_asked_for_are_sent()
    {
        var (code, output, error) = await RunAsync(Queue, "2");

        Assert.Equal((0, "{\"replayed\":2}", ""), (code, output.Trim(), error));
        Assert.Single(_dead);
    }

    [Fact]
    public async Task What_could_not_be_sent_stays_a_dead_letter_and_the_operator_is_told()
    {
        _trouble = context => context.Request.Path.Value!.EndsWith($"{Queue}/messages", StringComparison.Ordinal) ? 503 : null;

        var (code, output, error) = await RunAsync(Queue);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("503", error, StringComparison.Ordinal);
        Assert.Equal(3, _dead.Count);
    }

    [Fact]
    public async Task A_queue_that_there_is_not_ends_it_and_so_does_a_missing_name()
    {
        Assert.Equal(1, (await RunAsync("no-queue")).Code);
        Assert.Equal(64, (await RunAsync()).Code);
        Assert.Empty(_sent);
    }

    private IResult Lock(HttpContext context)
    {
        var at = _dead.FindIndex(message => message.Lock.Length == 0);
        if (at < 0)
            return Results.NoContent();
        _dead[at] = _dead[at] with { Lock = Guid.NewGuid().ToString() };
        context.Response.Headers.Location = $"{_bus.Urls.First()}/{Queue}/$DeadLetterQueue/messages/{at + 1}/{_dead[at].Lock}";
        return Results.Text(_dead[at].Body, "application/json", statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> SendAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _sent.Add((await reader.ReadToEndAsync(), context.Request.ContentType?.Split(';')[0]));
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "bash", [Path.Combine(BicepFiles.Root, "infra", "replay-dead-letters"), .. arguments.Length > 0 ? [_bus.Urls.First(), .. arguments] : arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
