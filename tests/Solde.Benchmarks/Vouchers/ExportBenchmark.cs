using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Solde.Benchmarks.Host;
using Solde.Benchmarks.Measuring;
using Solde.Functions;
using Solde.Functions.Vouchers;
using Solde.Local.Azurite;
using Solde.Platform.Storage;

namespace Solde.Benchmarks.Vouchers;

/// <summary>
/// A company's services exported with their trail, by the app in a process of its own. Beside it the same bytes written by a bare
/// endpoint, and the same rows read and dropped; the most memory that the app had after a tenth of them and after all.
/// </summary>
internal static class ExportBenchmark
{
    private const int Services = 100_000;
    private const int ServicesOfDay = Services / ExportScene.Days;
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { InMemory = true });
        var prefix = "b" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        var tables = new TableServiceClient(StorageAccount.Parse(azurite.ConnectionString), prefix);
        await Task.WhenAll(SoldeApp.Tables.Select(table => tables.GetTableClient(table).CreateIfNotExistsAsync()));
        using var app = await StartedApp.StartAsync("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Solde.Functions.dll"),
            "--Storage=" + azurite.ConnectionString,
            "--Storage:TablePrefix=" + prefix,
            "--Solde:OperatorKeyHash=" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ExportScene.OperatorKey))),
        ]);
        using var http = new HttpClient { BaseAddress = app.Address, Timeout = TimeSpan.FromMinutes(30) };
        await ExportScene.OpenAsync(http);
        await ExportScene.FillAsync(tables.GetTableClient(CompanyServices.Table), ServicesOfDay);

        var atRest = app.PeakMegabytes;
        var lastOfTenth = ExportScene.FirstDay.AddDays((ExportScene.Days / 10) - 1);
        var tenth = await ReadAsync(http, $"{ExportScene.Export}?to={lastOfTenth:yyyy-MM-dd}");
        var afterTenth = app.PeakMegabytes;
        var whole = await ReadAsync(http, ExportScene.Export);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  peak memory: at rest {atRest:0} MB, after {tenth.Lines:N0} lines {afterTenth:0} MB, ")
            + string.Create(
            CultureInfo.InvariantCulture,
            $"after {whole.Lines:N0} lines ({whole.Bytes / 1e6:0} MB) {app.PeakMegabytes:0} MB"));

        await using var bare = await BareAsync(whole.Bytes);
        var address = bare.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var floor = new HttpClient { BaseAddress = new Uri(address) };
        var subject = new Contender("services exported", _ => ReadAsync(http, ExportScene.Export));
        (await Alternation.CompareAsync(
            subject, new Contender("the same bytes, bare", _ => ReadAsync(floor, "/")), Rounds, Services, warmUp: 0, needs: null)).Print();
        (await Alternation.CompareAsync(
            subject,
            new Contender("the same rows read, no more", _ => RowsAsync(tables.GetTableClient(CompanyServices.Table))),
            Rounds,
            Services,
            warmUp: 0,
            needs: null)).Print();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  peak memory after all rounds {app.PeakMegabytes:0} MB"));
    }

    private static async Task<(long Lines, long Bytes)> ReadAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Authorization", "Bearer " + ExportScene.Key);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var (buffer, lines, bytes) = (new byte[64 * 1024], 0L, 0L);
        while (await body.ReadAsync(buffer) is > 0 and var read)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            bytes += read;
        }
        return (lines - 1, bytes);
    }

    private static async Task RowsAsync(TableClient table)
    {
        await foreach (var _ in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {ExportScene.Partition}")))
        {
            // To have them read is all.
        }
    }

    private static async Task<WebApplication> BareAsync(long bytes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var piece = new byte[16 * 1024];
        app.MapGet("/", async context =>
        {
            for (var left = bytes; left > 0; left -= piece.Length)
                await context.Response.Body.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)));
        });
        await app.StartAsync();
        return app;
    }
}
