using System.Text;
using Solde.Functions.Claims;
using Solde.Tests.Claims;

namespace Solde.Tests.Docs;

/// <summary>docs/claim-states.md is made from the table: <c>SOLDE_WRITE_DOCS=1 dotnet test --filter ClaimStatesPage</c> writes it anew.</summary>
[Trait("Rule", "CLM-14")]
public sealed class ClaimStatesPageTests
{
    [Fact]
    public void The_page_of_claim_states_shows_every_cell_as_the_code_has_it()
    {
        var (page, path) = (Render(), DocsFolder.File("claim-states.md"));
        if (Environment.GetEnvironmentVariable("SOLDE_WRITE_DOCS") == "1")
            File.WriteAllText(path, page);

        Assert.Equal(page, File.ReadAllText(path));
    }

    private static string Render()
    {
        var page = new StringBuilder("""
            # States of a claim file

            Every state and every event has one outcome: a new state, no change, or a refusal with its code (`docs/errors.md`). "0016" is the
            [decision record](decisions/0016-silent-cells-of-the-claim-table.md) on what the rules leave open. A warning names the message on the
            file and its sales document until that is sent again. This page is made from the code (`Claims/States/ClaimTable.cs`).

            ```mermaid
            stateDiagram-v2

            """);
        foreach (var line in Arrows())
            page.Append(line);
        page.Append("```\n");
        foreach (var state in new[] { ClaimStates.NoFile }.Concat(ClaimStates.All))
        {
            page.Append($"\n## `{state}`\n\n| event | when | outcome | rule |\n| --- | --- | --- | --- |\n");
            foreach (var happened in ClaimEvents.All)
            {
                foreach (var rule in ClaimTable.Rules.Where(rule => rule.From == state && rule.On.Contains(happened)))
                    page.Append($"| `{happened}` | {When(rule)} | {Outcome(rule.Outcome)} | {rule.Why} |\n");
            }
        }
        return page.ToString();
    }

    private static IEnumerable<string> Arrows() => ClaimTable.Rules
        .Where(rule => rule.Outcome.State is { } to && to != rule.From)
        .SelectMany(rule => rule.On.Select(happened => (rule.From, To: rule.Outcome.State!, Event: happened)))
        .GroupBy(arrow => (arrow.From, arrow.To))
        .Select(arrows => (
            From: arrows.Key.From == ClaimStates.NoFile ? "[*]" : arrows.Key.From,
            arrows.Key.To,
            Events: string.Join(", ", arrows.Select(arrow => arrow.Event).Distinct())))
        .Select(arrow => $"    {arrow.From} --> {arrow.To}: {arrow.Events}\n");

    private static string When(ClaimRule rule)
    {
        var uses = ClaimTable.UsesOf(rule.From) & rule.When;
        var use = uses == ClaimTable.UsesOf(rule.From) ? "" : Words(uses);
        var anew = rule.IfAssignedAnew switch { true => "dated after its end, which was no payment", false => "not so", null => "" };
        return string.Join("; ", new[] { use, anew }.Where(text => text.Length > 0));
    }

    private static string Words(ClaimUse uses) => string.Join(", ", new[]
    {
        (ClaimUse.None, "in no document"), (ClaimUse.Estimate, "in an estimate"), (ClaimUse.Invoice, "in an invoice"),
        (ClaimUse.Credited, "its invoice credited"),
    }.Where(use => uses.HasFlag(use.Item1)).Select(use => use.Item2));

    private static string Outcome(ClaimOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
            return $"refused: `{refusal.Code}`";
        var state = outcome.State is { } to ? $"**{to}**" : "no change";
        return outcome.Warns ? state + ", with a warning" : state;
    }
}
