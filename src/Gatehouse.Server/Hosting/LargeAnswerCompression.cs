using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Gatehouse.Server.Hosting;

/// <summary>Compresses answers from 1 KiB up (contract/management-api.md 1.1); below, the header costs more than it saves.</summary>
internal sealed class LargeAnswerCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    private const int Threshold = 1024;

    public override bool ShouldCompressResponse(HttpContext context) =>
        context.Response.ContentLength >= Threshold && base.ShouldCompressResponse(context);
}
