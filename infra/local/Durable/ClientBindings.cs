using System.Text.Json.Nodes;
using Solde.Local.Hosting;

namespace Solde.Local.Durable;

/// <summary>Gives each <c>durableClient</c> binding of a function what it needs to reach the task hub.</summary>
internal sealed class ClientBindings(TaskHubAddress address)
{
    public void AddTo(JsonObject data, FunctionMetadata function)
    {
        foreach (var binding in function.Bindings.Where(binding => binding.Is(BindingTypes.DurableClient)))
            data[binding.Name] = WireValue.Of(address.ClientBinding().ToJsonString(JsonReading.Written));
    }
}
