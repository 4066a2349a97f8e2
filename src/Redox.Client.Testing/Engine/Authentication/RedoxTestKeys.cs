namespace Redox.Client.Testing;

/// <summary>
/// Private keys for tests. TEST ONLY: they are published in this package and so protect nothing, and only the fake may ever
/// trust them. They are fixed because generating an RSA key takes up to a second.
/// </summary>
public static class RedoxTestKeys
{
    /// <summary>RSA, 2048 bits, PKCS#8 in PEM: signs with RS384. Its public key is registered for every client of a fake.</summary>
    public static string Rsa { get; } =
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

    /// <summary>EC on the curve P-384, PKCS#8 in PEM: signs with ES384. For tests of key rotation: pass it to <see cref="RedoxFakeAuth.RegisterKey"/>.</summary>
    public static string P384 { get; } =
        """
        -----BEGIN PRIVATE KEY-----
        MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCWZaDMFfDrb2O0pkEW
        EYf0IwduuXSfacCpRIHNmiEvF0NVQ488zHoMTLkel8SdlsyhZANiAASuuYkHtKHV
        MDG9GaXdKDKE7tTM53dDuEzNIu3vscYiKPFW76HjqQ59W9S9YNeXOZiAxT0zuqT8
        lU8oC0I0HWw5HGFAEFzCEzBG505DQGjk/Q82ztK/1zKrEdb5KEw04Fg=
        -----END PRIVATE KEY-----
        """;
}
