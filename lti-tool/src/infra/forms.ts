import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { parse } from 'node:querystring';
import { AppError } from './app-error.ts';

const FORM = /^application\/x-www-form-urlencoded *(?:; *charset="?utf-8"?)? *$/i;

/**
 * Reads the form of a request into `request.body`: texts by name, a list where a name stands
 * twice; nothing of a request that carries no form. For what is asked at every launch: the general
 * reader of Express takes several times as long for what no LMS sends.
 * @param limits what a longer or fuller form is refused by, as `invalid_request`
 */
export function readForm(limits: { maximumBytes: number; maximumFields: number }): RequestHandler {
  return function readOne(request: Request, _response: Response, next: NextFunction): void {
    request.body = undefined;
    if (!FORM.test(request.headers['content-type'] ?? '')) {
      next();
      return;
    }
    // Browsers press no forms, and what is pressed would be longer than it says.
    const isPressed = (request.headers['content-encoding'] ?? 'identity') !== 'identity';
    if (isPressed || Number(request.headers['content-length'] ?? 0) > limits.maximumBytes) {
      next(refused());
      return;
    }
    const pieces: Buffer[] = [];
    let bytes = 0;
    const take = (piece: Buffer): void => {
      bytes += piece.length;
      if (bytes <= limits.maximumBytes) pieces.push(piece);
      else stop(refused());
    };
    const end = (): void => {
      const text = (pieces.length === 1 ? pieces[0] : Buffer.concat(pieces))?.toString() ?? '';
      if (hasMoreThan(limits.maximumFields, text)) {
        stop(refused());
        return;
      }
      request.body = parse(text, '&', '=', { maxKeys: limits.maximumFields });
      stop();
    };
    const broken = (cause: Error): void => stop(refused(cause));
    const stop = (error?: AppError): void => {
      request.off('data', take).off('end', end).off('error', broken);
      next(error);
    };
    request.on('data', take).on('end', end).on('error', broken);
  };
}

function refused(cause?: Error): AppError {
  return new AppError('invalid_request', { reason: 'form' }, { cause });
}

function hasMoreThan(fields: number, text: string): boolean {
  let found = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    found += 1;
    if (found > fields) return true;
  }
  return false;
}
