using Solde.Functions.Api;
using Solde.Functions.Vouchers;
using Solde.Tests.Harness;
using static Solde.Tests.Harness.Json;

namespace Solde.Tests.Vouchers;

[Trait("Rule", "VOU-08")]
public sealed class ServiceStatusTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Four_needed_two_allocated_those_asked_a_third_the_fourth()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(2);

        var service = await desk.ReadyAsync(4);
        Assert.Equal(16, await desk.CodeAsync(service));
        await desk.AskAsync(service);
        Assert.Equal(17, await desk.CodeAsync(service));
        await desk.OrderAsync(1);
        Assert.Equal(18, await desk.CodeAsync(service));
        await desk.OrderAsync(1);
        Assert.Equal(19, await desk.CodeAsync(service));

        var rest = await desk.AskAsync(service);
        Assert.Equal(8, await desk.CodeAsync(service));
        (await desk.Desk.ReimburseAsync(rest, 1_800)).Expect(System.Net.HttpStatusCode.OK);
        Assert.Equal(8, await desk.CodeAsync(service));
        await desk.IsWholeAsync();
    }

    [Fact]
    public async Task Below_sixteen_the_codes_are_our_own()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        var made = new List<string>();
        for (var i = 0; i < 6; i++)
            made.Add(await desk.EncodeAsync(2));
        var (confirmed, validated, contested, corrected, withdrawn) = (made[1], made[2], made[3], made[4], made[5]);
        await desk.ActAsync(confirmed, "confirm");
        await desk.ActAsync(validated, "validate");
        await desk.ActAsync(contested, "contest", VoucherDesk.Reason());
        await desk.ActAsync(corrected, "contest", VoucherDesk.Reason());
        await desk.ActAsync(corrected, "correct", new() { ["vouchers"] = 1, ["reason"] = "One hour" });
        await desk.ActAsync(withdrawn, "withdraw", VoucherDesk.Reason());
        var waiting = await desk.ReadyAsync(1);

        var codes = new List<int>();
        foreach (var service in made.Append(waiting))
            codes.Add(await desk.CodeAsync(service));
        await desk.OrderAsync(1);

        Assert.Equal([1, 2, 3, 4, 5, 10, 6], codes);
        Assert.Equal(7, await desk.CodeAsync(waiting));
    }

    [Fact]
    public void The_issuer_labels_three_of_his_codes_alike()
    {
        Assert.All([16, 18, 19], code => Assert.Equal("Partiellement attribuée", ServiceStatus.OfCode(code).Label.In("fr")));
        Assert.Equal("Partiellement remboursée", ServiceStatus.OfCode(17).Label.In("fr"));
    }

    [Fact]
    public void Codes_are_unique_ours_lie_below_sixteen_and_labels_speak_every_language()
    {
        Assert.Equal(ServiceStatus.All.Count, ServiceStatus.All.Select(status => status.Code).Distinct().Count());
        Assert.All(ServiceStatus.All, status => Assert.True(status.Code is (>= 1 and <= 10) or (>= 16 and <= 19)));
        Assert.All(ServiceStatus.All, status => Assert.All(
            Language.All, language => Assert.False(string.IsNullOrWhiteSpace(status.Label.In(language)))));
    }

    [Fact]
    public async Task A_list_says_the_label_in_the_language_asked_for()
    {
        var desk = await VoucherDesk.OpenAsync(fixture.App);
        await desk.OrderAsync(2);
        await desk.ReadyAsync(4);
        await fixture.App.DrainAsync();

        async Task<string> LabelAsync(string language)
        {
            var page = await desk.Desk.GetAsync($"{CompanyScenes.Company}/services", ("Accept-Language", language));
            return Text(page.Json["items"]![0]!["status"]!["label"]);
        }

        Assert.Equal(
            ("Partiellement attribuée", "Partially allocated", "Gedeeltelijk toegekend", "Parcialmente atribuído"),
            (await LabelAsync("fr"), await LabelAsync("en"), await LabelAsync("nl"), await LabelAsync("pt")));
    }
}
