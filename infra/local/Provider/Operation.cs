using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

/// <summary>A status and a body of the provider's API.</summary>
internal sealed record Answer(int Status, JsonObject Body)
{
    public static Answer Ok(JsonObject body) => new(200, body);

    /// <summary>A declined card is an outcome that leaves its traces (a failed charge, events); any other refusal leaves nothing.</summary>
    public bool ChangesAreKept => Status is < 400 or 402;
}

/// <summary>One call while it is executed.</summary>
internal sealed record Call(Change Change, FormBody Form, string Id);

/// <summary>One line of the provider's API: <c>{id}</c> in the route is what <see cref="Call.Id"/> gives.</summary>
internal sealed record Operation(string Method, string Route, IReadOnlyList<Parameter> Accepts, Func<Call, Answer> Run)
{
    private static readonly IReadOnlyList<Operation> All =
    [
        .. Customers.Operations,
        .. PaymentMethods.Operations,
        .. SetupIntents.Operations,
        .. PaymentIntents.Operations,
        .. Charges.Operations,
        .. Refunds.Operations,
        .. Disputes.Operations,
        .. BalanceTransactions.Operations,
        .. Payouts.Operations,
        .. Events.Operations,
    ];

    private readonly string[] segments = Route.Split('/');

    /// <summary>Expansion is accepted everywhere.</summary>
    public IReadOnlyList<Parameter> Parameters { get; } = [.. Accepts, Provider.Parameters.Expand];

    public static (Operation Operation, string Id)? Match(string method, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var operation in All)
        {
            if (operation.Method == method && operation.Fits(parts, out var id))
                return (operation, id);
        }

        return null;
    }

    public static Operation Get(string route, Func<Call, Answer> run, params IReadOnlyList<Parameter> accepts) =>
        new("GET", route, accepts, run);

    public static Operation Post(string route, Func<Call, Answer> run, params IReadOnlyList<Parameter> accepts) =>
        new("POST", route, accepts, run);

    public static Operation Retrieve(string route, string kind) => Get(route, call =>
        call.Change.Find(kind, call.Id) is { } found ? Answer.Ok(found) : Refuse.Missing(kind, call.Id));

    private bool Fits(string[] parts, out string id)
    {
        id = "";
        if (parts.Length != segments.Length)
            return false;
        for (var i = 0; i < parts.Length; i++)
        {
            if (segments[i] == "{id}")
                id = parts[i];
            else if (segments[i] != parts[i])
                return false;
        }

        return true;
    }
}
