using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Solde.Tests.Faults;
using Solde.Tests.Harness;

namespace Solde.Tests.Api;

[Trait("Rule", "COM-12")]
public sealed class LogTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Name = "Clothilde Beauséjour";
    private const string Email = "clothilde.b@example.org";

    [Theory]
    [InlineData("Debug")]
    [InlineData("Information")]
    public async Task No_name_and_no_address_reaches_the_log(string level)
    {
        await using var proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        var settings = new SoldeTestSettings(proxy.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            More = new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = level },
        };
        await using var app = await SoldeTestApp.StartAsync(settings);
        using var log = new LogCapture();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        await DayAtTheDeskAsync(app, proxy);

        Assert.NotEmpty(log.Lines);
        string[] personal = [Name, "Clothilde", "clothilde", "Beaus", "Gustave", Uri.EscapeDataString(Name), Uri.EscapeDataString(Email)];
        Assert.DoesNotContain(log.Lines, line => personal.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    [Trait("Rule", "COM-08")]
    public async Task No_key_reaches_the_log()
    {
        var settings = new SoldeTestSettings(azurite.ConnectionString)
        {
            TablePrefix = AzuriteFixture.RandomName("t")[..9],
            More = new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging:LogLevel:Default"] = "Debug" },
        };
        await using var app = await SoldeTestApp.StartAsync(settings);
        using var log = new LogCapture();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        var desk = await Desk.OpenAsync(app);
        var second = await desk.ApiKeyAsync("billing.read");
        (await desk.With(second).GetAsync("accounts")).Expect(HttpStatusCode.OK);

        Assert.NotEmpty(log.Lines);
        string[] secrets = [desk.Key.Split('_')[^1], second.Split('_')[^1], SoldeTestSettings.OperatorKey];
        Assert.DoesNotContain(log.Lines, line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    /// <summary>Everything that handles people: opening, searching, refusals, mails, an outage in the midst of it.</summary>
    private static async Task DayAtTheDeskAsync(SoldeTestApp app, StorageProxy proxy)
    {
        var desk = await Desk.OpenAsync(app);
        var account = await desk.AccountAsync(Name, Email);
        (await desk.PostAsync("accounts", new JsonObject { ["name"] = Name, ["email"] = Email })).Refuses(HttpStatusCode.Conflict, "email_taken");
        (await desk.PostAsync("accounts", $$"""{"name":"{{Name}}","email":"{{Email}}","{{Email}}":1}""")).Refuses(HttpStatusCode.BadRequest, "invalid_request");
        var member = (await desk.PostAsync($"accounts/{account}/members", new JsonObject { ["name"] = "Gustave", ["requestedBy"] = Email })).Expect(HttpStatusCode.Created);
        await desk.InvoiceAsync(account, 100);
        var payment = new JsonObject { ["method"] = "cash", ["amount"] = Desk.Money(100), ["payer"] = "Gustave" };
        (await desk.PostAsync($"accounts/{account}/payments", payment)).Expect(HttpStatusCode.Created);
        await app.DrainAsync();
        (await desk.SearchAsync(Name)).Expect(HttpStatusCode.OK);
        (await desk.RemoveMemberAsync(account, member["id"]!.GetValue<string>(), Email)).Expect(HttpStatusCode.NoContent);

        proxy.OnCall = call => call.Kind == "EntityGroupTransaction" ? Fault.Status503Before : Fault.None;
        (await desk.PutAsync($"accounts/{account}", new JsonObject { ["name"] = Name + " Roy", ["email"] = Email })).Expect(HttpStatusCode.ServiceUnavailable);
        proxy.OnCall = _ => Fault.None;
        (await desk.PutAsync($"accounts/{account}", new JsonObject { ["name"] = Name + " Roy", ["email"] = "new." + Email })).Expect(HttpStatusCode.OK);
        proxy.OnCall = call => call.Kind == "EntityGroupTransaction" && call.Number % 2 == 0 ? Fault.DropConnectionBefore : Fault.None;
        await app.DrainAsync();
    }
}
