#include "host/function_runtime.hpp"

namespace spotdrill {

// Source: Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes"; for what a
// handler sees "Using the Lambda context object to retrieve Python function information".
const std::string_view python_bootstrap = R"py(import http.client
import importlib
import json
import os
import sys
import time
import traceback

address = os.environ['AWS_LAMBDA_RUNTIME_API']
base = '/2018-06-01/runtime/'


def failure(kind, message, request, trace):
    return json.dumps({'errorMessage': message, 'errorType': kind, 'requestId': request,
                       'stackTrace': trace})


class Runtime:
    def __init__(self):
        self.connection = http.client.HTTPConnection(address)

    def call(self, method, path, body=None, headers={}):
        self.connection.request(method, base + path, body, headers)
        reply = self.connection.getresponse()
        return reply, reply.read()

    def fail(self, path, kind, message, trace):
        body = failure(kind, message, '', trace)
        self.call('POST', path, body, {'Lambda-Runtime-Function-Error-Type': 'Unhandled'})


class Identity:
    cognito_identity_id = None
    cognito_identity_pool_id = None


class Client:
    def __init__(self, known):
        for name in ('installation_id', 'app_title', 'app_version_name', 'app_version_code',
                     'app_package_name'):
            setattr(self, name, known.get(name))


class ClientContext:
    def __init__(self, known):
        self.custom = known.get('custom')
        self.env = known.get('env')
        self.client = Client(known.get('client') or {})


class Context:
    def __init__(self, headers):
        self.aws_request_id = headers['Lambda-Runtime-Aws-Request-Id']
        self.invoked_function_arn = headers['Lambda-Runtime-Invoked-Function-Arn']
        self.deadline = int(headers['Lambda-Runtime-Deadline-Ms'])
        self.function_name = os.environ['AWS_LAMBDA_FUNCTION_NAME']
        self.function_version = os.environ['AWS_LAMBDA_FUNCTION_VERSION']
        self.memory_limit_in_mb = os.environ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']
        self.log_group_name = os.environ['AWS_LAMBDA_LOG_GROUP_NAME']
        self.log_stream_name = os.environ['AWS_LAMBDA_LOG_STREAM_NAME']
        self.identity = Identity()
        known = headers.get('Lambda-Runtime-Client-Context')
        self.client_context = ClientContext(json.loads(known)) if known else None

    def get_remaining_time_in_millis(self):
        return max(self.deadline - int(time.time() * 1000), 0)

    def log(self, message):
        print(message, end='', flush=True)


def own_frames(trace):
    return [line for line in traceback.format_list(trace) if __file__ not in line]


def load():
    text = os.environ['_HANDLER']
    if '.' not in text:
        raise_init('Runtime.MalformedHandlerName',
                   f"Bad handler '{text}': not enough values to unpack (expected 2, got 1)")
    module, name = text.rsplit('.', 1)
    try:
        found = importlib.import_module(module.replace('/', '.'))
    except ImportError as error:
        raise_init('Runtime.ImportModuleError', f"Unable to import module '{module}': {error}")
    except SyntaxError as error:
        trace = [f'  File "{error.filename}" Line {error.lineno}\n    {error.text}']
        raise_init('Runtime.UserCodeSyntaxError', f"Syntax error in module '{module}': {error}",
                   trace)
    except Exception as error:
        trace = traceback.extract_tb(error.__traceback__)
        raise_init(type(error).__name__, str(error), own_frames(trace))
    if not hasattr(found, name):
        raise_init('Runtime.HandlerNotFound', f"Handler '{name}' missing on module '{module}'")
    return getattr(found, name)


def say_failure(kind, message, trace):
    text = f'[ERROR] {kind}: {message}\nTraceback (most recent call last):\n'
    print(text + ''.join(trace), flush=True)


def raise_init(kind, message, trace=[]):
    say_failure(kind, message, trace)
    runtime.fail('init/error', kind, message, trace)
    sys.exit(1)




def set_up_logging():
    import logging

    class ToLog(logging.Handler):
        def emit(self, record):
            sys.stdout.write(self.format(record) + '\n')
            sys.stdout.flush()

    class Form(logging.Formatter):
        converter = time.gmtime

        def format(self, record):
            record.aws_request_id = current
            return super().format(record)

    handler = ToLog()
    form = Form('[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s',
                '%Y-%m-%dT%H:%M:%S')
    handler.setFormatter(form)
    logging.getLogger().addHandler(handler)


current = ''
runtime = Runtime()
task = os.environ['LAMBDA_TASK_ROOT']
sys.path[0:0] = [task]
sys.path.append('/opt/python')
set_up_logging()
handler = load()
while True:
    reply, body = runtime.call('GET', 'invocation/next')
    if reply.status != 200:
        sys.exit(f'The runtime interface said {reply.status}.')
    current = reply.headers['Lambda-Runtime-Aws-Request-Id']
    trace_id = reply.headers.get('Lambda-Runtime-Trace-Id')
    if trace_id:
        os.environ['_X_AMZN_TRACE_ID'] = trace_id
    place = f'invocation/{current}/'
    try:
        result = handler(json.loads(body or b'null'), Context(reply.headers))
        try:
            text = json.dumps(result)
        except TypeError as error:
            raise TypeError(f'Unable to marshal response: {error}')
    except Exception as error:
        kind, message = type(error).__name__, str(error)
        if message.startswith('Unable to marshal response: '):
            kind = 'Runtime.MarshalError'
        trace = own_frames(traceback.extract_tb(error.__traceback__))
        say_failure(kind, message, trace)
        runtime.call('POST', place + 'error', failure(kind, message, current, trace),
                     {'Lambda-Runtime-Function-Error-Type': 'Unhandled'})
        continue
    sys.stdout.flush()
    runtime.call('POST', place + 'response', text, {'Content-Type': 'application/json'})
)py";

// Source: Lambda Developer Guide, "Define Lambda function handler in Node.js".
const std::string_view node_bootstrap = R"js('use strict';
const fs = require('fs');
const http = require('http');
const path = require('path');
const { pathToFileURL } = require('url');

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let current = '';

function call(method, name, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const options = { host, port, agent, method, path: '/2018-06-01/runtime/' + name, headers };
    if (body !== undefined) {
      options.headers = { ...headers, 'Content-Length': Buffer.byteLength(body) };
    }
    const request = http.request(options, (reply) => {
      const pieces = [];
      reply.on('data', (piece) => pieces.push(piece));
      reply.on('end', () => resolve({ reply, body: Buffer.concat(pieces).toString() }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function described(error) {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  const trace = (error.stack || '').split('\n');
  return { errorType: error.name, errorMessage: error.message, trace };
}

const log = (level) => (...values) => {
  const text = require('util').format(...values).replace(/\n/g, '\r');
  fs.writeSync(1, `${new Date().toISOString()}\t${current || 'undefined'}\t${level}\t${text}\n`);
};
for (const [name, level] of [['log', 'INFO'], ['info', 'INFO'], ['debug', 'DEBUG'],
  ['trace', 'TRACE'], ['warn', 'WARN'], ['error', 'ERROR']]) {
  console[name] = log(level);
}

function problem(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}

async function load() {
  const text = process.env._HANDLER;
  const base = path.basename(text);
  const dot = base.indexOf('.');
  if (dot < 1) throw problem('Runtime.MalformedHandlerName', `Bad handler ${text}`);
  const file = path.join(process.env.LAMBDA_TASK_ROOT, path.dirname(text), base.slice(0, dot));
  const found = ['.js', '.mjs', '.cjs'].map((end) => file + end)
    .find((each) => fs.existsSync(each));
  if (found === undefined) {
    const name = base.slice(0, dot);
    throw problem('Runtime.ImportModuleError', `Error: Cannot find module '${name}'`);
  }
  let module;
  try {
    module = found.endsWith('.mjs') ? await import(pathToFileURL(found)) : require(found);
  } catch (error) {
    if (error.code === 'ERR_REQUIRE_ESM') module = await import(pathToFileURL(found));
    else if (error.code === 'MODULE_NOT_FOUND') {
      throw problem('Runtime.ImportModuleError', 'Error: ' + error.message);
    } else if (error instanceof SyntaxError) {
      if (/import|export/.test(error.message)) module = await import(pathToFileURL(found));
      else throw problem('Runtime.UserCodeSyntaxError', 'SyntaxError: ' + error.message);
    } else throw error;
  }
  let handler = module;
  for (const name of base.slice(dot + 1).split('.')) handler = handler && handler[name];
  if (handler === undefined && module.default) {
    handler = module.default;
    for (const name of base.slice(dot + 1).split('.')) handler = handler && handler[name];
  }
  if (typeof handler !== 'function') {
    throw problem('Runtime.HandlerNotFound', `${text} is undefined or not exported`);
  }
  return handler;
}

function context(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const known = headers['lambda-runtime-client-context'];
  return {
    awsRequestId: current,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: known ? JSON.parse(known) : undefined,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
  };
}

function run(handler, event, given) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    given.done = callback;
    given.succeed = resolve;
    given.fail = reject;
    const returned = handler(event, given, callback);
    if (returned && typeof returned.then === 'function') returned.then(resolve, reject);
    else if (handler.length < 3 && returned !== undefined) resolve(returned);
  });
}

async function main() {
  let handler;
  try {
    handler = await load();
  } catch (error) {
    const { errorType, errorMessage, trace } = described(error);
    console.error('Uncaught Exception', JSON.stringify({ errorType, errorMessage, stack: trace }));
    await call('POST', 'init/error', JSON.stringify({ errorType, errorMessage, trace }));
    process.exit(1);
  }
  for (;;) {
    const { reply, body } = await call('GET', 'invocation/next');
    if (reply.statusCode !== 200) process.exit(1);
    current = reply.headers['lambda-runtime-aws-request-id'];
    const traced = reply.headers['lambda-runtime-trace-id'];
    if (traced) process.env._X_AMZN_TRACE_ID = traced;
    const place = `invocation/${current}/`;
    try {
      const result = await run(handler, JSON.parse(body || 'null'), context(reply.headers));
      await call('POST', place + 'response', JSON.stringify(result === undefined ? null : result));
    } catch (error) {
      const { errorType, errorMessage, trace } = described(error);
      const told = JSON.stringify({ errorType, errorMessage, trace });
      console.error('Invoke Error', '\t' + told);
      await call('POST', place + 'error', told);
    }
  }
}

process.on('uncaughtException', async (error) => {
  const { errorType, errorMessage, trace } = described(error);
  const told = JSON.stringify({ errorType, errorMessage, trace });
  console.error('Uncaught Exception', told);
  if (current) await call('POST', `invocation/${current}/error`, told);
  process.exit(1);
});
main();
)js";

}  // namespace spotdrill
