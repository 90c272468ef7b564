package tidings.local.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The least that a function in Java can be. */
public final class Hello implements RequestHandler<Map<String, Object>, String> {
  public static final String HANDLER = Hello.class.getName();

  /** The same for Node.js, in the place of AWS' client for it, which wants a compiler. */
  public static final String IN_NODE =
      """
      const http = require('node:http');
      const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
      const call = (method, path, body) => new Promise((done, failed) => {
        const request = http.request({ hostname, port, method, path: '/2018-06-01/runtime/invocation/' + path }, (answer) => {
          const parts = [];
          answer.on('data', (part) => parts.push(part));
          answer.on('end', () => done({ headers: answer.headers, body: Buffer.concat(parts).toString() }));
        });
        request.on('error', failed);
        request.end(body);
      });
      const handler = async () => 'Hello';
      (async () => {
        for (;;) {
          const { headers, body } = await call('GET', 'next');
          const answer = JSON.stringify(await handler(JSON.parse(body)));
          await call('POST', headers['lambda-runtime-aws-request-id'] + '/response', answer);
        }
      })();
      """;

  @Override
  public String handleRequest(Map<String, Object> event, Context context) {
    return "Hello";
  }

  /** It and Lambda's own. */
  public static FunctionClassPath classPath() {
    var entries = new ArrayList<Path>(List.of(Path.of("target", "test-classes")));
    entries.addAll(FunctionClassPath.lambdas());
    return new FunctionClassPath(entries);
  }
}
