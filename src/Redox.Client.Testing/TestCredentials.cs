using Redox.Client.Testing.Engine.Authentication;

namespace Redox.Client.Testing;

/// <summary>
/// The one client every fake knows. TEST ONLY: the private key is published in this package, so it protects nothing, and no exchange but
/// the fake may ever trust it. It is fixed because making an RSA key takes up to a second.
/// </summary>
internal static class TestCredentials
{
    public const string ClientId = "redox-fake-client";

    public const string KeyId = "redox-fake-test-only-key";

    public const string PrivateKeyPem =
        """
        -----BEGIN PRIVATE KEY-----
        MIIEugIBADANBgkqhkiG9w0BAQEFAASCBKQwggSgAgEAAoIBAQDPvGPRDplpdE3T
        vvJ47QpzFVSgpllz66jbjGF8008yCP57rQ8sQ6y0ZobBb2XJrgxMSKEBpiaJ7cJu
        K5k8PEwVBWatMHVXkWnIFSXlAiWn0musEoiJc9SDFKlbjQiBKXVOKPlqx8dgRZ6O
        nA4x36zQZXhUXQBRxiTJoyShf7HVBVgFPN6TQj1skhpUIKocmpOBxNGcS2DWyw5m
        tSo8hwm5bUX3B+te2l1mOAXlDvAp53ujyjpICdSdCXzF6U5TusVqZsrhxOFUNrie
        +NxnXHc/zb5ZhH3vLEp8qaRgQmH2HGVUJ9ZB3XaUf8++bitTfvIK/BAVffrl9YGZ
        jttQRcpnAgMBAAECgf9GcH4xF3qPULeQGZWUHSclDVlUnjv3vsCXWWGBtEKo2NXO
        +PeInULEpb+WSbNkX3IlgwbEffd2CtsuPOs7TsFGhq7H1AHpw78I/dHyUvTD2OO/
        xW9Q7Lf+g4HQELmdduKrMu7n/DCzGkabYLw4WAAyBcWE00oUYbar5Lezxs4yOKwU
        iQq5IprlHY9khfg9QEsd3HFcFJBUr/KViIw4L/2uzuDSyqQxOx+muiXTmMZgNYe7
        Th1Bdt1ZLWUvJ6u6DzWzO9XksW84frKmdWd5qvE592g2QlFReMlEGrb1Nos3tln+
        irwfcVE9ARymwyieUDwNL1lk2xAqIpuTsCRGgMECgYEA7MHSbTsWJPB8hfUHjCku
        L7GbVry9NXWcMyKF8up+jNZ8bX8/pLVYPaZtGuMPvZ1Y4UdQ9B7fVZ0eWIF1FtL6
        a9Kzbkem+/m/QNs+1ctULXSh2FOoKGboUC+QwgehCTEO6J8hmfg8Dq5j1H6s/k8n
        EWIZlRswkFrfnc4lUREoFacCgYEA4J66DdKUs9ZR26erWRjHYHpUpSOl4ACVMLzU
        N3MVt3tczSphGuO1rvG9TSZ9/6t087p9qkzPaRhjrpW7COKB4umjP4pl3dGR9e+g
        8jXQt54PrcncEghN6fjpgGJIhe4kXjKXKoQwEDDDx+oLUoAeTYS+vfXd+lcRWsF1
        upWEvUECgYA0HlrPVvGCAjq3VoBp12rmbueuSXAxg4l2LERmfD6NjG3pwNhmztD1
        CVz9TTza1feJ6CQnCWDKvQLAIwd+lcUw1TpQrY9R6uGySlFjyRXnx8QVFh1vf2/m
        rwHj5MALgPQyO02vUlkONk+dqKE2foAwMHNHQqwHKyoM2COY2/kCAwKBgDgk1IJx
        +UM+NbW+oiCiBevCh/fDAkoMOz40ZKL7fBkhl5+ckSsEcbwpplRrY6ENPS1SluiD
        THCLbRcNS/O7khWiqnBOaonYQTCE1ejUtLfApVCeHQjQ1JC/67VwW4pGbQayhIBX
        DCBv3+/PO0dCyNA9duPKWdKiAq95nbCmgMhBAoGAay5mqaB0Npb2LSHjQqQlV49e
        w/Mi1BXxqr0o/6zf4IQwBvvRhcsiqzzNhG3qHwRiWlqZdXX20O/DDl5oJ7lj2OtX
        EX4SOZfU7C0qm0JZ4H/b7YC2l9yBpVf0B74Ii5vtanZCV9JGxLfKjnWGRwfp6V+m
        KsJ8Lga5CPngqE4q2QE=
        -----END PRIVATE KEY-----
        """;

    public const string LegacyApiKey = "redox-fake-test-only-legacy-key";

    public const string LegacySecret = "redox-fake-test-only-legacy-secret";

    public static RegisteredClient Register()
    {
        var client = new RegisteredClient(ClientId, new Guid("5f0c3b1e-7d42-4c8a-9a56-0b1f2e3d4c5a"), "Fake source");
        client.Add(new RegisteredKey(KeyId, PrivateKeyPem));
        return client;
    }
}
