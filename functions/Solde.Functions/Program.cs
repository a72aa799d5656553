using Solde.Functions;
using Solde.Platform.Hosting;

var app = SoldeApp.CreateBuilder(args);

// At build: write what the Functions host reads, from the same declarations that are served.
if (args is ["write-functions", var folder])
{
    FunctionJson.WriteAll(app.Functions.All, folder);
    return;
}

var web = SoldeApp.Build(app);
if (app.Configuration["Storage:CreateTables"] == "true")
    await SoldeApp.CreateTablesAsync(web.Services);
await web.RunAsync();
