using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Solde.Tests.Harness;

namespace Solde.Tests.Api;

/// <summary>Bodies that nobody would send, at every command: whatever they are, the fault is the caller's and is said so.</summary>
[Trait("Rule", "COM-07")]
public sealed class FuzzTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static readonly string[] Names =
    [
        "name", "email", "language", "requestedBy", "token", "method", "amount", "invoices", "lines", "description", "unitPrice", "quantity", "taxes", "dueDates",
        "issueDate", "items", "invoice", "line", "reason", "preview", "minor", "currency", "scopes", "endsAt", "permissions", "emails", "offlineMethods",
        "allocationOrder", "bankHolidays", "notificationAddresses", "code", "ratePartsPerMillion", "kinds", "account", "paymentMethod", "", "__proto__",
    ];

    private static readonly string[] Scalars =
    [
        "null", "true", "0", "-1", "1.5", "1e300", "-0", "9223372036854775808", "\"\"", "\"cash\"", "\"CAD\"", "\"2026-02-30\"", "\"2026-03-01\"", "\"a@b.c\"",
        "\"\\u0000\"", "\"\\ud800\"", "\"'; --\"", "\"en\"", "\"1\"", "100", "{}", "[]", "{\"minor\":100,\"currency\":\"CAD\"}", "\"admin\"", "\"fee\"",
    ];

    private static readonly Gen<string> Values = Gen.Sized(size => Value(Math.Min(size, 6)));

    private static readonly Gen<string> Bodies = Gen.Frequency(
        (8, Object(4)),
        (1, Values),
        (1, from body in Object(3) from cut in Gen.Choose(0, body.Length) select body[..cut]));

    [Fact]
    public async Task No_body_makes_the_app_fail()
    {
        var desk = await Desk.OpenAsync(fixture.App);
        var account = await desk.AccountAsync();
        var payment = (await desk.PayAsync(account, 100))["id"]!.GetValue<string>();
        var valid = new[]
        {
            (Path: $"accounts/{account}/invoices", Body: """{"issueDate":"2026-03-01","dueDates":["2026-03-02"],"lines":[{"description":"x","quantity":1,"unitPrice":{"minor":1,"currency":"CAD"},"taxes":[]}]}"""),
            (Path: $"accounts/{account}/payments", Body: """{"method":"cash","amount":{"minor":1,"currency":"CAD"},"invoices":["a"],"receivedOn":"2026-03-01","note":"x"}"""),
            (Path: $"accounts/{account}/payments/{payment}/allocations", Body: """{"items":[{"invoice":"a","line":"1","amount":{"minor":1,"currency":"CAD"}}]}"""),
            (Path: "organisations/current/settings", Body: """{"name":"x","language":"en","taxes":[{"code":"A","name":"A","ratePartsPerMillion":1}],"offlineMethods":["cash"],"allocationOrder":"oldest_due_first","bankHolidays":["2026-12-25"],"notificationAddresses":[{"email":"a@b.c","language":"en","kinds":["x"]}]}"""),
            (Path: "organisations/current/administrators/ana", Body: """{"name":"x","email":"a@b.c","language":"en","permissions":["admin"],"emails":["x"]}"""),
        };
        (string Method, string Path)[] commands =
        [
            ("POST", "accounts"), ("PUT", $"accounts/{account}"), ("POST", $"accounts/{account}/activation"), ("POST", $"accounts/{account}/members"),
            ("POST", $"accounts/{account}/invoices"), ("POST", $"accounts/{account}/payments"), ("POST", $"accounts/{account}/reconciliation"),
            ("POST", $"accounts/{account}/payments/{payment}/allocations"), ("POST", $"accounts/{account}/payments/{payment}/cancellation"),
            ("PUT", "organisations/current/settings"), ("POST", "organisations/current/api-keys"), ("PUT", "organisations/current/administrators/ana"),
            ("POST", "payments/methods"), ("POST", "payments/charges"),
        ];
        var random = from command in Gen.Elements(commands) from body in Bodies select (command.Method, command.Path, Body: body);
        var almostValid =
            from command in Gen.Elements(valid)
            from body in WithOneWrongValue(command.Body)
            select (Method: command.Path.StartsWith("org", StringComparison.Ordinal) ? "PUT" : "POST", command.Path, Body: body);
        var cases = Gen.OneOf(random, almostValid);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), Prop.ForAll(cases.ToArbitrary(), call =>
        {
            var answer = desk.App.SendAsync(new HttpMethod(call.Method), "/api/v1/" + call.Path, call.Body, desk.Key, Desk.NewKey()).GetAwaiter().GetResult();
            return (int)answer.Status < 500
                ? SaysNothingOfItsInside(answer)
                : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{(int)answer.Status} for {call.Method} {call.Path} {call.Body}"));
        }));
    }

    private static bool SaysNothingOfItsInside(TestAnswer answer)
    {
        if ((int)answer.Status < 400)
            return true;
        var problem = JsonNode.Parse(answer.Body)!;
        return problem["code"] is not null
            && !new[] { "Exception", "   at ", "Solde.Functions", "System.", ".cs:", "JsonSerializer" }.Any(word => answer.Body.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>Any value of the body, or the body itself, becomes another one.</summary>
    private static Gen<string> WithOneWrongValue(string body) =>
        from place in Gen.Choose(0, 40)
        from value in Gen.Elements(Scalars)
        select Replace(body, place, value);

    private static string Replace(string body, int place, string value)
    {
        var left = place;
        return Written(JsonNode.Parse(body)!);

        string Written(JsonNode? node)
        {
            if (left-- == 0)
                return value;
            return node switch
            {
                JsonObject members => "{" + string.Join(',', members.Select(member => $"\"{member.Key}\":{Written(member.Value)}")) + "}",
                JsonArray items => "[" + string.Join(',', items.Select(Written)) + "]",
                _ => node!.ToJsonString(),
            };
        }
    }

    private static Gen<string> Value(int depth) => depth <= 0
        ? Gen.Elements(Scalars)
        : Gen.Frequency((3, Gen.Elements(Scalars)), (1, Object(depth - 1)), (1, List(depth - 1)));

    private static Gen<string> Object(int depth) =>
        from count in Gen.Choose(0, 5)
        from members in Gen.ArrayOf(from name in Gen.Elements(Names) from value in Value(depth) select $"\"{name}\":{value}", count)
        select "{" + string.Join(',', members) + "}";

    private static Gen<string> List(int depth) =>
        from count in Gen.Choose(0, 3)
        from items in Gen.ArrayOf(Value(depth), count)
        select "[" + string.Join(',', items) + "]";
}
